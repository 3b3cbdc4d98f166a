"""Words that set nothing apart: those of grammar, and those of every business.

A few hundred a language, folded; Arabic ones without article and vowel signs.
"""

from collections.abc import Mapping

_WORDS = {
    "en": """
ability able about above access according accordingly achieve across activities activity added
additional additionally address after again against aim aims all allow allows almost along
alongside already also although always among amount amounts and annual annually another any anyone
appear appeared appears approach april are area areas aren around asked aspect aspects assist
assistance august available average away back based became because become becomes been before
begin being believe below beside besides best better between beyond big bigger billion both bought
bring brings build built business businesses but buyer buyers call called came can cannot
capabilities capability carried carry case cases change changes channel channels chief chiefly
client clients close combination come comes common companies company complex comprehensive
comprise comprises comprising concept conduct conducts considered consist consisting consists
consumer consumers contribute contributes corporation cost costs could counted course create
created creates creating current currently customer customers daily deal dealing december decide
deliver delivering delivers described despite develop developed developing development did didn
difference different directly does doesn doing don done down during each earlier early easy effect
effective efficient efforts eight either else employ employees employs enable enabled enables
enabling end enjoy enjoys enough ensure ensures enterprise enterprises entire equally especially
essential establish established etc eur even ever every everyone everything example exclusive
existing expect expected expense expenses extent fact far february fee fees few fifth find firm
firms first fiscal five focus focused focuses following follows for form former found four fourth
from full functionality functions further furthermore gave gbp general generally generate
generated generates get gets give given gives goal goes going good great group grow growing had
half has hasn have having help helps hence her here high higher him his holdings host how however
huge hundred idea important improvement improvements include included includes including income
incorporated increase increased increasingly individual industry initial instance instead interest
into introduce introduced involve involves isn its itself january july june just keep keeps kept
key kind know known large largely larger last late later lead leading least left less let level
like likely line lines little long longer lot low lower made main mainly maintain maintaining
maintains major make makes making manage management manages managing manner many march market
markets may mean means method might million model models monday month monthly months more moreover
most mostly much must named namely near nearly need needs neither never new next nine nor not
notable notably nothing november now number numbers objective obtain obtained occur october off
offer offered offering offerings offers often old older once one ones only onto open operate
operates operating operation operations opportunity order organisation organisations organization
organizations other others otherwise our out over own owned owns paid part participate particular
partly partner partners partnership partnerships parts pay pays people per percent perform
performed performs perhaps place plus point possible potential present previous previously price
prices primarily primary principally produce produces product products proposition propositions
provide provided provider providers provides providing purchase purchases purpose put quarter
quarterly quickly quite range ranging rather reach real really receive received receives recent
recently referred regard regarding regular related relationship relationships relevant relies rely
remain remains represent represents require required requirement requires requiring resource
resources respond rest result results revenue revenues right run runs said sale sales same say
second see seek seeks seen segment segments sell selling sells september service services set
seven several shall share she should show shown side significant significantly similar simple
since single six size slightly small smaller solution solutions some something soon sort source
sources special specific specifically stands start states stay still strategic strategies strategy
stream streams structure substantial success successful such sunday support supports take taken
takes taking team ten tend than that the their them themselves then there therefore these they
thing things third this those though thousand three through throughout thus time times today
together too total toward towards traditional turn twelve two type types typical typically under
understand unique united until upon usd use used useful user uses using usual usually utilise
utilises utilize utilizes value values variety various very via view want wants was wasn way ways
weekly well went were what whatever when where whereas whether which while who whole whom whose
why wide wider will with within without won work works worth would year years yet you your
    """,
    "de": """
aber aktivität aktivitäten alle allem allen aller alles als also alt alte alten andere anderem
anderen anderer anderes angebot angebote ans auch auf aus ausser ausserdem bei beide beiden beim
bereits besonders besser bevor bis bisher bleibt brauchen braucht bringt dabei dadurch dafür
dagegen daher dahin damals damit danach daneben dann daran darauf daraus darf darin darum darunter
darüber das dass davon davor dazu dein dem den denen denn dennoch der deren des deshalb dessen
desto die dienst dienste dienstleistung dienstleistungen dies diese diesem diesen dieser dieses
doch dort drei durch dürfen eben ebenso eher eigen eigene eigenen eigener eigenes ein eine einem
einen einer eines einfach einige einigen einiger einmal einnahmen entweder erlös erlöse erst erste
ersten erster erstes ertrag erträge etwa etwas euch euer eure euro fast für ganz ganze ganzen gar
geben gegen gegenüber gehen gehört genau genug gerade geschäft geschäfts geschäftsmodell gibt gilt
gross grosse grossen grosser gruppe grösser grössere grösseren grösste grössten gut haben hat
hatte hatten her heute hier hin hinter hoch hohe hohen höher ich ihm ihn ihnen ihr ihre ihrem
ihren ihrer ihres immer indem innerhalb ins insgesamt ist jahr jahre jahren jede jedem jeden jeder
jedes jedoch jene jetzt jährlich kanal kann kanäle kanälen kaum kein keine keinem keinen keiner
kleine kleinen kleiner kommen kommt konzern kosten kunde kunden kundin kurz können könnte lang
lange langen lassen leistung leistungen letzte letzten liegt länger lässt machen macht man manche
markt mehr mehrere mehreren meist meiste meisten milliarde milliarden million millionen mindestens
mit modell muss musste märkte märkten möglich müssen nach nachdem neben nehmen neue neuen neuer
neues nicht nichts noch nun nur nutzen oben oder oft ohne paar partner partnern partnerschaft
partnerschaften preis preise preisen pro produkt produkte produkten prozent ressource ressourcen
rund schon segment segmente sehr seien sein seine seinem seinen seiner seines seit seitdem selbst
sich sicher sie sind sogar solche solchen soll sollen sondern sonst sowie sowohl später stark
statt steht stets teil teile teils trotz tätigkeit tätigkeiten umsatz umsätze und uns unser unsere
unter unternehmen unternehmens viel viele vielen vier vom von vor war waren warum was weg wegen
weil weiter weitere weiteren weiterer weitgehend welche welchem welchen welcher welches wenig
wenige weniger wenn wer werden wert werte wesentlich wichtig wichtige wichtigen wichtigste
wichtigsten wie wieder will wird wobei wollen worden wurde wurden während würde zahl zehn zeit
ziel zudem zuerst zum zunächst zur zusammen zusätzlich zwar zwei zweite zweiten zwischen über
überall übrigen
    """,
    "fr": """
activité activités affaires afin ailleurs ainsi alors ancien ancienne année années ans après assez
aucun aucune aujourd auprès aussi aussitôt autant autour autre autres aux auxquels avaient avait
avant avec avoir beaucoup bien bon bonne canal canaux car cas ceci cela celle celles celui cent
cependant certain certaine certaines certains ces cet cette ceux chaque chez chiffre cinq client
cliente clients clientèle clé clés comme comment contre coût coûts côté dans davantage depuis
dernier derniers dernière derrière des desquels deux devant devient doit doivent donc donne dont
double droit durant dès début déjà elle elles encore enfin ensemble ensuite entre entreprise
entreprises environ est euros eut eux faire fait faites faut fin fois font fort forte grand grande
grandes grands groupe grâce haut hors hui ici ils jamais jour jours jusqu jusque laquelle lequel
les lesquelles lesquels leur leurs loin lors lorsque lui mais mal malgré marché marchés mieux
milliard milliards million millions modèle moins mois moitié moment mon moyen moyenne même mêmes
nombre nombreuses nombreux non nos notamment notre nous nouveau nouveaux nouvelle nouvelles nôtre
offre offres ont outre par parce parfois parmi part partenaire partenaires partenariat
partenariats partie partout pas pendant petit petite petites petits peu peut peuvent plupart plus
plusieurs plutôt point pour pourcent pourquoi pourtant pouvoir premier premiers première premières
presque prix produit produits propre propres près puis puisque qualité quand quant quatre que quel
quelle quelles quelque quelques quels qui quoi recette recettes relation relations ressource
ressources revenu revenus rien sans sauf segment segments sein selon sera serait seront service
services ses seul seule seulement seuls sinon société sociétés soit son sont sous souvent
structure suite sur surtout tandis tant tel telle telles tels temps tous tout toute toutefois
toutes trois trop très une valeur valeurs vente ventes vers via vient voici voilà voir vont votre
vous vrai étaient était étant été être
    """,
    "es": """
actividad actividades acuerdo además ahora algo alguien alguna algunas alguno algunos algún
alianza alianzas allí ambos ante anterior antes aparte apenas aquel aquella aquellas aquellos aquí
así aunque año años aún bajo bastante bien buen buena bueno cada canal canales casi caso cerca
cien ciento cierto cinco clave cliente clientes como compañía compañías con contra cosa coste
costes costo costos cual cuales cualquier cuando cuanto cuatro cuenta cuya cuyas cuyo cuyos cómo
dado debe deben debido decir del demás dentro desde después dice dicha dicho dieron diez diferente
diferentes donde dos durante día días dólares ella ellas ello ellos embargo empresa empresas
entonces entre era eran eres esa esas ese eso esos esta estaba estar estas este esto estos
estructura está están euros excepto fin forma frente fue fuera fueron gracias gran grande grandes
grupo haber había habían hace hacen hacer hacia han hasta hay hecho hizo hoy igual incluso ingreso
ingresos junto lado largo las les llegar lleva los luego lugar manera mayor mayores mayoría media
mediante medio mejor mejores menor menos mercado mercados mes meses mientras mil millones millón
misma mismas mismo mismos modelo modo momento mucha muchas mucho muchos muy más nada nadie negocio
negocios ninguna ninguno ningún nos nosotros nuestra nuestras nuestro nuestros nueva nuevas nuevo
nuevos nunca número oferta ofertas otra otras otro otros para parte partes partir pero poca pocas
poco pocos poder podría por porcentaje porque posible precio precios primer primera primero
primeros principal principales producto productos propia propias propio propios puede pueden pues
punto que queda quien quienes quiere quién qué realmente recurso recursos relaciones relación
resto sea sean segmento segmentos segunda segundo según seis ser serie servicio servicios será
serán sido siempre siendo siete sin sino sobre socio socios sola solamente solo son sus suya suyo
sólo tal tales también tampoco tan tanto tener tenía tiempo tiene tienen toda todas todavía todo
todos total tras través tres una unas uno unos uso usted ustedes valor valores varias varios veces
venta ventas vez visto vía
    """,
    "ar": """
آخر أبدا أثناء أحد أحيانا أخرى أخيرا أربع أربعة أسعار أسفل أسواق أصبح أصبحت أعلى أعمال أقل أكبر
أكثر ألا أما أمام أمس أنا أنشطة أنه أنها أنهم أول أولا أولى أيام أية أيضا أين إذا إلا إلى إليه
إليها إما إنه إنها إيراد إيرادات اثنان اثنين الآن الا التي الذي الى اما امام انه بأن باسم بال بان
بدلا بدون بسبب بشكل بعد بعض بعضها بلغ بلغت بما بها بهذا بهذه بيع بين بينما تبقى تتم تحت تحتاج تعد
تكاليف تكلفة تكون تلك تلي تليه ثلاث ثلاثة جدا جميع جهة حال حالة حتى حدود حسب حوالى حوالي حول حيث
حين خارج خاصة خدمات خدمة خلال دائما داخل دولار دون ذات ذلك ذين رئيسي رئيسية رغم ريال زبائن زبون
سبع سبعة ستة سعر سنة سنوات سنويا سوف سوق سوى سيما شرائح شراكات شراكة شركاء شركات شركة شريحة شريك
شهر شهور شيء صار ضمن طوال عام عاما عبر عدة عدد عدم عديدة عشر عشرة علاقات علاقة علما على عليه عليها
عمل عملاء عملائها عميل عند عندما عنه عنها غير فإن فان فضلا فقط فهو فهي فوق فيه فيها قبل قناة قنوات
قيم قيمة كان كانت كذلك كلا كلما كلها كما كون كيف لأن لاتي لان لتان لدى لديه لديها لذلك لقد لكل لكن
لكنه لكنها لما لماذا لنا لها لهذا لهم ليس ليست مئة مائة مبيعات مثل مثلا مجرد مجموعة مختلف مختلفة
مدى مرات مرة مزيد مصادر مصدر معا معظم مقابل مليار مليون مما ممن منتج منتجات منذ منه منها مهم مهما
موارد مورد نحو نسبة نشاط نصف نعم نفس نفسه نفسها نموذج هذا هذه هنا هناك هيكل وأن وإن واحد واحدة
والتي والذي وان وبين وذلك وفي وقال وقت وقد وكان وكانت ولا ولم ولن وله ولها ولو وليس وما ومع ومن
ومنها وهذا وهذه وهو وهي يبقى يتم يجب يعد يكون يمكن يوم يوميا
    """,
}

COMMON: Mapping[str, frozenset[str]] = {
    language: frozenset(text.casefold().split()) for language, text in _WORDS.items()
}

"""Reports written for these tests, and the versions of them that newsrooms and spinners make."""

from __future__ import annotations

from builder.model.relation import Witness

LOCK = (
    "The canal lock at Varnholt was closed on Monday after inspectors found a crack 14 metres long in its eastern wall, "
    "the Inland Waterways Board said. Forty barges were turned back and a queue of 6 kilometres formed below the town.\n\n"
    '"We would rather explain a delay than a collapse," said Ingrid Halloran, who heads the board\'s safety office. She '
    "said that divers would enter the chamber on Wednesday if the water level allowed it.\n\n"
    "The lock was built in 1911 and last repaired in 1987. It carries about 9,200 vessels a year, most of them with grain "
    "and gravel for the mills at Oster.\n\n"
    "Shippers said the detour by the northern branch added two days and 340 crowns a load. The Varnholt Mill, which holds "
    "flour for nine days, has asked the town council to free the old rail siding for wagons.\n\n"
    "Mayor Piet Sandoval promised an answer by Thursday. He said that the council had warned the board about the wall in "
    "three letters since 2016 and had been told each time that it was sound.\n\n"
    "The board did not say how long the repair would take. A similar crack at Lower Brenning kept that lock shut for "
    "eleven weeks four years ago."
)

LOCK_EDITED = (
    LOCK.replace("Forty barges", "Some 40 barges")
    .replace("said that divers would enter", "added that divers were to enter")
    .replace("promised an answer by Thursday", "promised to answer by Thursday")
    .replace("The board did not say", "The board would not say")
)

LOCK_SPUN = (
    "Varnholt's waterway gate was shut on Monday once examiners discovered a 14-metre fracture in the wall on its eastern "
    "side, the Inland Waterways Board stated. Forty boats were sent back and a line 6 kilometres long built up beneath the "
    'city. "We would rather explain a delay than a collapse," stated Ingrid Halloran, the boss of the board\'s safety '
    "bureau. She stated that divers will go into the chamber on Wednesday should the water level permit it. Constructed in "
    "1911, the lock was most recently fixed in 1987. Around 9,200 craft pass through it every year, the majority carrying "
    "grain and gravel to the Oster mills. Shipping companies stated that going round by the northern branch costs two "
    "additional days and 340 crowns per load. The Varnholt Mill, with flour for nine days in store, requested the town "
    "council to release the former rail siding to wagons. Mayor Piet Sandoval vowed a reply by Thursday. He stated that "
    "the council cautioned the board regarding the wall in three letters since 2016 and was informed every time that it "
    "was sound. The board gave no word on how much time the repair needs. A comparable crack at Lower Brenning left that "
    "lock closed for eleven weeks four years back."
)

LOCK_EXCERPT = "\n\n".join(LOCK.split("\n\n")[:3])

LOCK_LATER = LOCK.replace("was closed on Monday", "will stay closed until March").replace(
    "The board did not say how long the repair would take.",
    "Divers who entered the chamber on Wednesday found a second crack below the waterline, and the board now expects the "
    "repair to take ten weeks. Concrete for it will be brought by road from Oster.",
)

LOCK_ELSEWHERE = (
    "Millers along the Varn are counting sacks. With the river shut at Varnholt since Monday, the bakers of three towns "
    "have bread for a week and a half, and then, says the guild, they will be baking with what lorries can bring.\n\n"
    "At the quay below the town, skippers played cards on upturned crates. Tomas Brek has waited since Sunday night with "
    '300 tonnes of barley. "Nobody tells us anything," he said. "I heard about the crack from my daughter, who heard it '
    'on the radio."\n\n'
    "Harbour cafés are doing well out of it. One had sold out of soup by noon. The waterways board has put up a notice "
    "with a telephone number, which nobody answered when this newspaper tried it five times.\n\n"
    "Two farmers offered tractors to pull the smaller boats over the old slipway, last used in their grandfathers' time. "
    "An engineer walked round the cracked wall, shook his head and declined to be named."
)

ORCHARD = (
    "Growers in the Sellin valley have begun to pick the first pears of the year, two weeks before the usual date, after "
    "the warmest spring since the cooperative started its weather book in 1949.\n\n"
    "The cooperative expects 18,400 tonnes, a tenth more than last year. Prices have fallen to 0.62 crowns a kilogram, "
    "and Marta Oyelaran, who keeps 22 hectares near Sellin Cross, said she would leave the lowest branches for the "
    "thrushes.\n\n"
    "Pickers are harder to find than buyers. The seasonal office in Brenning has filled 310 of 520 places, and schools "
    "in the valley will let pupils over sixteen off for two afternoons a week.\n\n"
    "The juice factory at Hollen, which takes what the shops refuse, opened a second press on Saturday."
)

ORCHARD_ES = (
    "Los agricultores del valle de Sellin han empezado a recoger las primeras peras del año, dos semanas antes de la fecha "
    "habitual, tras la primavera más cálida desde que la cooperativa abrió su libro del tiempo en 1949.\n\n"
    "La cooperativa espera 18.400 toneladas, una décima parte más que el año pasado. Los precios han bajado a 0,62 coronas "
    "el kilo, y Marta Oyelaran, que tiene 22 hectáreas cerca de Sellin Cross, dijo que dejará las ramas bajas para los "
    "zorzales.\n\n"
    "Cuesta más encontrar recolectores que compradores. La oficina de temporada de Brenning ha cubierto 310 de 520 puestos, "
    "y las escuelas del valle dejarán libres dos tardes por semana a los alumnos mayores de dieciséis años.\n\n"
    "La fábrica de zumos de Hollen, que se queda con lo que las tiendas rechazan, puso en marcha el sábado una segunda prensa."
)

ORCHARD_AR = (
    "بدأ المزارعون في وادي سلين قطف أول ثمار الكمثرى لهذا العام قبل أسبوعين من الموعد المعتاد، بعد أدفأ ربيع منذ أن "
    "بدأت التعاونية سجلها للطقس عام 1949.\n\n"
    "وتتوقع التعاونية 18,400 طن، أي بزيادة العُشر عن العام الماضي. وهبطت الأسعار إلى 0.62 كرونة للكيلوغرام، وقالت مارتا "
    "أويلاران، التي تملك 22 هكتاراً قرب سلين كروس، إنها ستترك الأغصان السفلى لطيور السمنة.\n\n"
    "والعثور على القاطفين أصعب من العثور على المشترين. فقد ملأ المكتب الموسمي في برينينغ 310 من أصل 520 مكاناً، وستسمح "
    "مدارس الوادي للتلاميذ فوق السادسة عشرة بالانصراف بعد ظهر يومين في الأسبوع.\n\n"
    "وشغّل مصنع العصير في هولن، الذي يأخذ ما ترفضه المتاجر، مكبساً ثانياً يوم السبت."
)

LANTERN_ZH = (
    "城南的灯笼街在周六晚上重新开放，这条三百米长的老街因为下水道工程关闭了将近两年。区政府说，工程花费了四千六百万元，"
    "比计划多出一成。店主们把红灯笼挂到了二楼的窗下，孩子们在新铺的石板上追着跑。卖豆花的陈阿姨说，第一晚卖出的比过去一个月还多，"
    "她的女儿不得不回家再煮一锅。街口的老裁缝却没有回来，他的铺子现在是一家咖啡馆。管理处答应每个季度公布一次店租，"
    "以免老店被赶走。灯会持续到下月十五，晚上十点以后不再放音乐。"
)
LANTERN_ZH_EDITED = (
    LANTERN_ZH.replace("区政府说", "区政府表示")
    .replace("不再放音乐", "将停止播放音乐")
    .replace("第一晚", "开张当晚")
)


def witness(identity: str, text: str, **known: str) -> Witness:
    return Witness(identity, text, **known)


def everything() -> list[Witness]:
    """Every report and version above, as an archive might hold them."""
    return [
        Witness("a-lock", LOCK, source="varn-post", date="2020-02-03", language="en"),
        Witness("b-lock-edited", LOCK_EDITED, source="oster-echo", date="2020-02-04"),
        Witness("c-lock-spun", LOCK_SPUN),
        Witness("d-lock-excerpt", LOCK_EXCERPT, source="brief", date="2020-02-03"),
        Witness("e-lock-later", LOCK_LATER, source="varn-post", date="2020-02-06"),
        Witness("f-lock-elsewhere", LOCK_ELSEWHERE, source="miller", date="2020-02-04"),
        Witness("g-orchard", ORCHARD, source="valley", date="2021-08-01"),
        Witness("h-orchard-es", ORCHARD_ES, source="valle", date="2021-08-02"),
        Witness("i-orchard-ar", ORCHARD_AR, source="wadi", date="2021-08-03"),
        Witness("j-lock-copy", LOCK.replace("'", "’").replace("\n\n", " "), captured="2023-01-01"),
        Witness("k-lantern", LANTERN_ZH, date="2019-09-01"),
        Witness("l-lantern-edited", LANTERN_ZH_EDITED, date="2019-09-02"),
    ]

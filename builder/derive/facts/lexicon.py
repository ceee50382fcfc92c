"""Words of many languages that facts are read from: months, weekdays, numerals, scales, units, speech verbs.

Each table is by primary language tag. A text of unknown language is read with all of them, English winning where
two claim a word. A language that is not listed is read by its digits, quotation marks and listed names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_MONTHS: Mapping[str, str] = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_MORE_MONTHS: Mapping[str, Mapping[str, int]] = {
    "en": {
        "jan": 1,
        "feb": 2,
        "mar": 3,
        "apr": 4,
        "jun": 6,
        "jul": 7,
        "aug": 8,
        "sep": 9,
        "sept": 9,
        "oct": 10,
        "nov": 11,
        "dec": 12,
    },
    "es": {"setiembre": 9},
    "de": {"jänner": 1},
    "ar": {
        "جانفي": 1,
        "فيفري": 2,
        "أفريل": 4,
        "ماي": 5,
        "جوان": 6,
        "جويلية": 7,
        "أوت": 8,
        "شباط": 2,
        "آذار": 3,
        "نيسان": 4,
        "أيار": 5,
        "حزيران": 6,
        "تموز": 7,
        "آب": 8,
        "أيلول": 9,
    },
}
#: Monday first.
_WEEKDAYS: Mapping[str, str] = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
#: Words that place an event by the day of writing, with the span they name and how far it lies off.
_RELATIVE: Mapping[str, Mapping[str, tuple[str, int]]] = {
    "en": {
        "today": ("day", 0),
        "tonight": ("day", 0),
        "yesterday": ("day", -1),
        "tomorrow": ("day", 1),
        **{f"last {unit}": (unit, -1) for unit in ("week", "month", "year")},
        **{f"this {unit}": (unit, 0) for unit in ("week", "month", "year")},
        **{f"next {unit}": (unit, 1) for unit in ("week", "month", "year")},
    },
    "es": {
        "hoy": ("day", 0),
        "ayer": ("day", -1),
        "la semana pasada": ("week", -1),
        "el mes pasado": ("month", -1),
        "el año pasado": ("year", -1),
        "este año": ("year", 0),
        "este mes": ("month", 0),
        "esta semana": ("week", 0),
        "el próximo año": ("year", 1),
        "el próximo mes": ("month", 1),
        "la próxima semana": ("week", 1),
    },
    "fr": {
        "aujourd'hui": ("day", 0),
        "hier": ("day", -1),
        "demain": ("day", 1),
        "la semaine dernière": ("week", -1),
        "le mois dernier": ("month", -1),
        "l'année dernière": ("year", -1),
        "l'an dernier": ("year", -1),
        "cette année": ("year", 0),
        "ce mois-ci": ("month", 0),
        "cette semaine": ("week", 0),
        "l'année prochaine": ("year", 1),
        "l'an prochain": ("year", 1),
        "le mois prochain": ("month", 1),
    },
    "de": {
        "heute": ("day", 0),
        "gestern": ("day", -1),
        "vergangene woche": ("week", -1),
        "letzte woche": ("week", -1),
        "vergangenen monat": ("month", -1),
        "letzten monat": ("month", -1),
        "dieses jahr": ("year", 0),
        "vergangenes jahr": ("year", -1),
        "letztes jahr": ("year", -1),
        "nächstes jahr": ("year", 1),
    },
    "ar": {
        "أمس": ("day", -1),
        "اليوم": ("day", 0),
        "غدا": ("day", 1),
        "الأسبوع الماضي": ("week", -1),
        "الشهر الماضي": ("month", -1),
        "العام الماضي": ("year", -1),
        "هذا العام": ("year", 0),
        "العام المقبل": ("year", 1),
        "الشهر المقبل": ("month", 1),
    },
}
_LOW: Mapping[str, str] = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito "
    "dezenove vinte",
}
#: Numerals that come in several forms; each line is a number and its forms.
_FORMS: Mapping[str, Mapping[int, str]] = {
    "ar": {
        2: "اثنان اثنين اثنتان اثنتين",
        3: "ثلاثة ثلاث",
        4: "أربعة أربع",
        5: "خمسة خمس",
        6: "ستة ست",
        7: "سبعة سبع",
        8: "ثمانية ثماني ثمان",
        9: "تسعة تسع",
        10: "عشرة عشر",
        20: "عشرون عشرين",
        30: "ثلاثون ثلاثين",
        40: "أربعون أربعين",
        50: "خمسون خمسين",
        60: "ستون ستين",
        70: "سبعون سبعين",
        80: "ثمانون ثمانين",
        90: "تسعون تسعين",
    },
    "ru": {
        2: "два две двух",
        3: "три трех трёх",
        4: "четыре четырех четырёх",
        5: "пять пяти",
        6: "шесть шести",
        7: "семь семи",
        8: "восемь восьми",
        9: "девять девяти",
        10: "десять десяти",
        20: "двадцать",
    },
}
_TENS: Mapping[str, str] = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {
        "hundred": 2,
        "thousand": 3,
        "million": 6,
        "billion": 9,
        "trillion": 12,
        "k": 3,
        "m": 6,
        "mn": 6,
        "mln": 6,
        "bn": 9,
        "bln": 9,
        "tn": 12,
        "trn": 12,
    },
    "es": {"cien": 2, "mil": 3, "millón": 6, "millones": 6, "mil millones": 9, "billón": 12, "billones": 12},
    "fr": {"cent": 2, "cents": 2, "mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    "de": {
        "hundert": 2,
        "tausend": 3,
        "million": 6,
        "millionen": 6,
        "mio": 6,
        "milliarde": 9,
        "milliarden": 9,
        "mrd": 9,
        "billion": 12,
        "billionen": 12,
    },
    "it": {"mila": 3, "mille": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "pt": {"mil": 3, "milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9, "mil milhões": 9},
    "ru": {"тысяч": 3, "тысячи": 3, "млн": 6, "миллион": 6, "миллионов": 6, "млрд": 9, "миллиардов": 9},
    "ar": {
        "مئة": 2,
        "مائة": 2,
        "ألف": 3,
        "آلاف": 3,
        "الف": 3,
        "مليون": 6,
        "ملايين": 6,
        "مليار": 9,
        "مليارات": 9,
        "تريليون": 12,
    },
    "zh": {"百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8},
    "ja": {"百": 2, "千": 3, "万": 4, "億": 8, "兆": 12},
}
#: Words and signs of the units whose change is a change of substance; the sign stands for all of them.
UNITS: Mapping[str, str] = {
    **dict.fromkeys(
        ("%", "٪", "percent", "per cent", "por ciento", "pour cent", "prozent", "per cento"), "%"
    ),
    **dict.fromkeys(("por cento", "procent", "процентов", "في المئة", "في المائة", "بالمئة", "بالمائة"), "%"),
    **dict.fromkeys(
        ("$", "us$", "usd", "dollar", "dollars", "dólares", "dólar", "دولار", "美元", "долларов"), "$"
    ),
    **dict.fromkeys(("€", "eur", "euro", "euros", "يورو", "欧元", "евро"), "€"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds", "libras"), "£"),
    **dict.fromkeys(("¥", "yen", "yuan", "rmb", "人民币"), "¥"),
    **dict.fromkeys(("₹", "rupees", "rupee"), "₹"),
}
_SPEECH: Mapping[str, str] = {
    "en": "said says say told tells added adds announced announces warned warns cautioned cautions wrote writes "
    "stated states claimed claims reported reports argued argues explained explains insisted insists denied denies "
    "confirmed confirms noted notes tweeted declared declares acknowledged admitted recalled replied",
    "es": "dijo dice dijeron añadió agregó anunció advirtió escribió afirmó aseguró señaló explicó informó declaró "
    "sostuvo confirmó negó indicó manifestó denunció reconoció subrayó recordó",
    "fr": "dit déclaré ajouté annoncé averti écrit affirmé assuré souligné expliqué indiqué confirmé démenti "
    "déclare affirme ajoute explique souligne indique annonce estime prévient",
    "de": "sagte sagt erklärte erklärt kündigte warnte schrieb behauptete betonte betont teilte bestätigte "
    "berichtete berichtet meinte ergänzte",
    "it": "detto dice ha dichiarato aggiunto annunciato avvertito scritto affermato spiegato confermato sottolineato",
    "pt": "disse diz afirmou acrescentou anunciou alertou escreveu declarou explicou confirmou informou negou",
    "ar": "قال قالت وقال وقالت أضاف أضافت وأضاف وأضافت أعلن أعلنت وأعلن وأعلنت صرح صرحت وصرح أكد أكدت وأكد وأكدت "
    "حذر حذرت وحذر أوضح أوضحت وأوضح ذكر ذكرت وذكرت كتب كتبت",
}
_ACCORDING: Mapping[str, tuple[str, ...]] = {
    "en": ("according to",),
    "es": ("según", "de acuerdo con", "en palabras de"),
    "fr": ("selon", "d'après"),
    "de": ("laut", "nach angaben von", "nach angaben der", "nach angaben des"),
    "it": ("secondo",),
    "pt": ("segundo", "de acordo com", "conforme"),
    "ar": ("وفقا ل", "وفقاً ل", "بحسب", "وفق", "حسب"),
}
#: Closed-class words that open a sentence with a capital and are no part of a name.
_OPENING: Mapping[str, str] = {
    "en": "the a an this that these those he she it they we i you his her its their our my your in on at of for from "
    "by with to as if when while after before since until because although though but and or so yet nor not no some "
    "many most several few all both each every any other another such there here then now however meanwhile moreover "
    "even also still just only once twice what who why how where which whose last next late earlier later under over "
    "about around between during through despite according amid among across against along instead more less much "
    "very too again ever never do does did is are was were be been has have had can could may might must shall should "
    "will would let one two three four five six seven eight nine ten nobody everyone someone nothing everything mr mrs "
    "ms dr yes",
    "es": "el la los las un una unos unas este esta estos estas ese esa esos esas él ella ellos ellas su sus mi en de "
    "del al por para con sin sobre entre hasta desde durante tras ante bajo según como cuando mientras si pero y o ni "
    "aunque porque también además sin embargo así entonces ahora ya aún todavía no sí muy más menos todo todos toda "
    "cada otro otra otros algunos algunas muchos muchas varios que quien qué quién cómo dónde cuándo lo se le les",
    "fr": "le la les un une des ce cet cette ces il elle ils elles on nous vous je son sa ses leur leurs mon en de du "
    "au aux par pour avec sans sur sous entre dans depuis pendant après avant chez vers selon comme quand lorsque si "
    "mais et ou ni car donc or bien que qui quoi dont où ainsi alors aussi encore déjà toujours jamais plus moins très "
    "tout tous toute toutes chaque autre autres certains plusieurs pas ne y d'après l'un cependant",
    "it": "il lo la i gli le un uno una questo questa quel quella egli lui lei loro noi voi io suo sua suoi in di del "
    "della dei da dal dalla a al alla con su sul per tra fra come quando mentre se ma e o né anche ancora già non sì "
    "più meno molto tutti tutto ogni altri alcuni che chi cosa dove secondo dopo prima durante",
    "pt": "o a os as um uma uns umas este esta esse essa ele ela eles elas seu sua seus em de do da dos das no na nos "
    "nas por pelo pela para com sem sobre entre até desde durante após como quando enquanto se mas e ou nem também "
    "ainda já não sim mais menos muito todo todos cada outro outros alguns que quem onde segundo",
    "nl": "de het een dit dat deze die hij zij ze wij we ik zijn haar hun in op aan van voor door met bij uit over "
    "onder tussen na tot als toen terwijl maar en of ook nog al niet geen meer veel alle elk ander wat wie waar hoe",
    "tr": "bu şu o bir ve ile için ama ancak fakat çünkü da de daha çok en her bazı tüm ne kim nasıl neden",
    "ru": "в на и с по к из за от о об у для при над под без до не но а что как это он она они мы вы я его ее их все "
    "также уже еще если когда где кто так же только после перед",
}
#: Languages whose common nouns begin with a capital: a capital there says nothing of names.
CAPITAL_NOUNS = frozenset({"de", "lb"})


def _languages(language: str | None, table: Mapping[str, object]) -> list[str]:
    """The tables to read for a language: its own; where it is unknown all, English last so that it wins."""
    tag = language.split("-")[0].casefold() if language else None
    if tag is None:
        return sorted(table, key=lambda name: name == "en")
    return [tag] if tag in table else []


@cache
def months(language: str | None) -> Mapping[str, int]:
    """Casefolded month names to 1..12."""
    found: dict[str, int] = {}
    for tag in _languages(language, _MONTHS):
        found.update({name: n for n, name in enumerate(_MONTHS[tag].split(), 1)})
        found.update(_MORE_MONTHS.get(tag, {}))
    return found


@cache
def weekdays(language: str | None) -> Mapping[str, int]:
    """Casefolded weekday names to 0 (Monday)..6."""
    return {
        name: n for tag in _languages(language, _WEEKDAYS) for n, name in enumerate(_WEEKDAYS[tag].split())
    }


@cache
def relative_days(language: str | None) -> Mapping[str, tuple[str, int]]:
    """Casefolded phrases to (span, how many spans from the day of writing)."""
    return {
        phrase: value for tag in _languages(language, _RELATIVE) for phrase, value in _RELATIVE[tag].items()
    }


@cache
def numerals(language: str | None) -> Mapping[str, int]:
    """Casefolded numerals from two to ninety-nine that are one word; 'one' is left out, being mostly a pronoun."""
    found: dict[str, int] = {}
    for tag in _languages(language, _LOW):
        found.update({word: n for n, word in enumerate(_LOW[tag].split(), 2)})
        found.update({word: 10 * n for n, word in enumerate(_TENS[tag].split(), 2)})
    for tag in _languages(language, _FORMS):
        found.update({word: n for n, forms in _FORMS[tag].items() for word in forms.split()})
    return found


@cache
def tens(language: str | None) -> frozenset[str]:
    """The numerals that a lesser one may follow ('twenty-five')."""
    return frozenset(word for tag in _languages(language, _TENS) for word in _TENS[tag].split())


@cache
def scales(language: str | None) -> Mapping[str, int]:
    """Casefolded words that multiply to powers of ten. 'billion' is 10^9 unless the language is known to differ."""
    return {word: power for tag in _languages(language, _SCALES) for word, power in _SCALES[tag].items()}


@cache
def speech_verbs(language: str | None) -> frozenset[str]:
    """Casefolded verbs whose subject or object is a speaker."""
    return frozenset(word for tag in _languages(language, _SPEECH) for word in _SPEECH[tag].split())


@cache
def according(language: str | None) -> tuple[str, ...]:
    """Casefolded phrases that a speaker's name follows, longest first."""
    found = {phrase for tag in _languages(language, _ACCORDING) for phrase in _ACCORDING[tag]}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def opening_words(language: str | None) -> frozenset[str]:
    """Casefolded closed-class words that a sentence may open with."""
    return frozenset(word for tag in _languages(language, _OPENING) for word in _OPENING[tag].split())

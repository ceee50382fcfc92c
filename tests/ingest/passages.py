"""News passages in many languages, written for this project, with the legacy encodings that fit them."""

from __future__ import annotations

#: language, encodings, text. The rules in builder/ingest/legacy.py were tuned to these ...
TUNED_TO = (
    (
        "fr",
        "cp1252 iso8859-15 mac_roman",
        "Le café de la gare a rouvert ses portes après l'été. Le maire a déclaré que la première étape était terminée et que les travaux reprendront bientôt à côté de l'église.",
    ),
    (
        "de",
        "cp1252 iso8859-15 mac_roman",
        "Der Bürgermeister erklärte am Montag, die Brücke über die Spree müsse für mehrere Monate gesperrt werden. Die Kosten fallen höher aus, als ursprünglich geplant wäre.",
    ),
    (
        "es",
        "cp1252 iso8859-15 mac_roman",
        "El presidente anunció el martes una reforma de la educación pública. La oposición señaló que el año próximo habrá más protestas en la región.",
    ),
    (
        "pt",
        "cp1252 iso8859-15",
        "O presidente da câmara anunciou na terça-feira a conclusão das obras. A população não ficou satisfeita com a decisão e pediu explicações à administração.",
    ),
    (
        "it",
        "cp1252",
        "Il sindaco ha detto che la città è pronta perché la viabilità sarà ripristinata già lunedì. Però i cittadini chiedono più informazioni.",
    ),
    (
        "sv",
        "cp1252",
        "Regeringen föreslår att avgiften höjs nästa år. Många väljare är emot förslaget och säger att det drabbar låginkomsttagare på landsbygden.",
    ),
    (
        "pl",
        "cp1250 iso8859-2",
        "Rząd ogłosił w środę nowe przepisy dotyczące pomocy dla przedsiębiorców. Według ministra środki mają trafić do małych firm jeszcze w tym miesiącu, żeby uniknąć zwolnień.",
    ),
    (
        "cs",
        "cp1250 iso8859-2",
        "Vláda schválila návrh zákona, který má zlepšit podmínky pro učitele. Opozice tvrdí, že změny přicházejí příliš pozdě a že peníze budou chybět jinde.",
    ),
    (
        "hu",
        "cp1250 iso8859-2",
        "A kormány szerdán bejelentette, hogy csökkenti az adókat. Az ellenzék szerint a döntés elsősorban a nagyvállalatoknak kedvez, és a költségvetésből hiányozni fog a pénz.",
    ),
    (
        "ro",
        "iso8859-2 cp1250",
        "Guvernul a anunţat miercuri măsuri noi pentru sprijinirea firmelor. Potrivit ministrului, banii vor ajunge şi la întreprinderile mici până la sfârşitul lunii.",
    ),
    (
        "hr",
        "cp1250 iso8859-2",
        "Vlada je u srijedu predstavila nove mjere za pomoć poduzećima. Ministar kaže da će više tisuća radnika dobiti potporu već sljedeći mjesec.",
    ),
    (
        "tr",
        "cp1254",
        "Başbakan çarşamba günü yeni ekonomik önlemleri açıkladı. Muhalefet ise değişikliklerin yetersiz olduğunu ve işsizliğin artacağını söylüyor.",
    ),
    (
        "ru",
        "cp1251 koi8-r iso8859-5",
        "Президент подписал указ о новых мерах поддержки экономики. По словам министра, деньги поступят в регионы уже в следующем месяце.",
    ),
    (
        "uk",
        "cp1251 koi8-u",
        "Уряд схвалив нові заходи підтримки економіки. За словами міністра, її наслідки відчують уже наступного місяця, а допомога надійде до підприємців.",
    ),
    (
        "bg",
        "cp1251",
        "Правителството прие нови мерки в подкрепа на бизнеса. Според министъра средствата ще достигнат до малките фирми още този месец.",
    ),
    (
        "el",
        "cp1253 iso8859-7",
        "Η κυβέρνηση ανακοίνωσε την Τετάρτη νέα μέτρα στήριξης των επιχειρήσεων. Η αντιπολίτευση υποστηρίζει ότι δεν αρκούν.",
    ),
    (
        "he",
        "cp1255 iso8859-8",
        "הממשלה אישרה ביום רביעי צעדים חדשים לסיוע לעסקים קטנים. לדברי השר הכסף יגיע עוד החודש.",
    ),
    (
        "ar",
        "cp1256 iso8859-6",
        "أعلنت الحكومة يوم الأربعاء عن إجراءات جديدة لدعم الشركات الصغيرة. وقال الوزير إن الأموال ستصل خلال هذا الشهر.",
    ),
    (
        "fa",
        "cp1256",
        "دولت روز چهارشنبه اقدامات تازه براي حمايت از شرکت\u200cهاي کوچک اعلام کرد و وزير گفت که پول تا پايان ماه پرداخت مي شود.",
    ),
    (
        "th",
        "cp874",
        "รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือธุรกิจขนาดเล็กเมื่อวันพุธ รัฐมนตรีกล่าวว่าเงินจะถึงมือผู้ประกอบการภายในเดือนนี้",
    ),
    (
        "ja",
        "cp932 euc_jp",
        "政府は水曜日、中小企業を支援する新たな対策を発表した。大臣は今月中に資金が届くと述べた。野党は不十分だと批判している。",
    ),
    (
        "zh",
        "gb18030",
        "政府周三宣布了支持中小企业的新措施。部长表示，资金将在本月底之前到位。反对党批评这些措施远远不够。",
    ),
    (
        "zht",
        "big5",
        "政府週三宣布了支持中小企業的新措施。部長表示，資金將在本月底之前到位。反對黨批評這些措施遠遠不夠。",
    ),
    (
        "ko",
        "cp949",
        "정부는 수요일 중소기업을 지원하기 위한 새로운 대책을 발표했다. 장관은 이달 안에 자금이 전달될 것이라고 말했다.",
    ),
    (
        "lt",
        "cp1257",
        "Vyriausybė trečiadienį paskelbė apie naujas priemones įmonėms remti. Ministras sakė, kad pinigai pasieks įmones dar šį mėnesį.",
    ),
    (
        "lv",
        "cp1257",
        "Valdība trešdien paziņoja par jauniem pasākumiem uzņēmumu atbalstam. Ministrs teica, ka nauda nonāks pie uzņēmējiem vēl šomēnes.",
    ),
    (
        "en",
        "cp1252 mac_roman",
        "The mayor’s office said on Monday — after weeks of talks — that the bridge would reopen. “We’re glad,” she said.",
    ),
)

#: ... and not to these.
HELD_OUT = (
    (
        "fr",
        "cp1252 iso8859-15 mac_roman",
        "Les pompiers ont maîtrisé l'incendie dans la nuit. Aucun blessé n'est à déplorer, mais les dégâts sont très élevés.",
    ),
    (
        "de",
        "cp1252 iso8859-15 mac_roman",
        "Das Gericht verurteilte den früheren Geschäftsführer zu einer Geldstrafe. Die Verteidigung kündigte an, Revision einzulegen.",
    ),
    (
        "es",
        "cp1252 iso8859-15 mac_roman",
        "El incendio dejó sin luz a más de mil vecinos del barrio. Según la compañía, el suministro volverá mañana.",
    ),
    (
        "pt",
        "cp1252 iso8859-15",
        "O incêndio deixou sem luz mais de mil moradores. Segundo a polícia, não há feridos e a estação já reabriu.",
    ),
    (
        "it",
        "cp1252",
        "Il tribunale ha condannato l'ex direttore. La difesa ha annunciato che ricorrerà in appello, perché non c'è alcuna prova.",
    ),
    (
        "nl",
        "cp1252",
        "De coalitie is het eens over de begroting. Volgens de minister komt er één loket voor financiële hulp.",
    ),
    (
        "da",
        "cp1252",
        "Regeringen vil hæve afgiften på flybilletter næste år. Oppositionen siger, at forslaget rammer børnefamilier.",
    ),
    (
        "fi",
        "cp1252",
        "Hallitus esittää veron alentamista ensi vuonna. Oppositio pitää päätöstä epäoikeudenmukaisena.",
    ),
    (
        "pl",
        "cp1250 iso8859-2",
        "Strażacy gasili pożar całą noc. Policja zamknęła ulicę, a mieszkańców ewakuowano do pobliskiej szkoły.",
    ),
    (
        "cs",
        "cp1250 iso8859-2",
        "Hasiči bojovali s požárem celou noc. Policie uzavřela ulici a obyvatelé museli opustit své byty.",
    ),
    (
        "sk",
        "cp1250 iso8859-2",
        "Vláda schválila návrh zákona o školstve. Opozícia tvrdí, že zmeny prichádzajú neskoro a peniaze budú chýbať.",
    ),
    (
        "hu",
        "cp1250 iso8859-2",
        "A tűzoltók egész éjjel küzdöttek a lángokkal. A rendőrség lezárta az utcát, a lakókat kitelepítették.",
    ),
    (
        "hr",
        "cp1250 iso8859-2",
        "Vatrogasci su cijelu noć gasili požar. Policija je zatvorila ulicu, a stanari su smješteni u školu.",
    ),
    (
        "sl",
        "cp1250 iso8859-2",
        "Vlada je potrdila predlog zakona o šolstvu. Opozicija pravi, da spremembe prihajajo prepozno in da bo denarja zmanjkalo.",
    ),
    (
        "ro",
        "cp1250 iso8859-2",
        "Pompierii au luptat toată noaptea cu focul. Poliţia a închis strada, iar locatarii au fost evacuaţi.",
    ),
    (
        "tr",
        "cp1254",
        "İtfaiye ekipleri yangını gece boyunca söndürmeye çalıştı. Polis caddeyi kapattı, bina sakinleri tahliye edildi.",
    ),
    (
        "ru",
        "cp1251 koi8-r iso8859-5 mac_cyrillic",
        "Пожарные всю ночь боролись с огнём. Полиция перекрыла улицу, жителей эвакуировали в соседнюю школу.",
    ),
    (
        "uk",
        "cp1251 koi8-u",
        "Пожежники всю ніч боролися з вогнем. Поліція перекрила вулицю, мешканців евакуювали до школи.",
    ),
    (
        "bg",
        "cp1251",
        "Пожарникарите цяла нощ се бориха с огъня. Полицията затвори улицата, а живущите бяха изведени.",
    ),
    (
        "sr",
        "cp1251 iso8859-5",
        "Ватрогасци су целу ноћ гасили пожар. Полиција је затворила улицу, а станари су смештени у школу.",
    ),
    (
        "el",
        "cp1253 iso8859-7",
        "Οι πυροσβέστες πάλευαν όλη τη νύχτα με τις φλόγες. Η αστυνομία έκλεισε τον δρόμο.",
    ),
    (
        "he",
        "cp1255 iso8859-8",
        "הכבאים נאבקו כל הלילה בלהבות. המשטרה סגרה את הרחוב והדיירים פונו לבית ספר סמוך.",
    ),
    (
        "ar",
        "cp1256 iso8859-6",
        "كافح رجال الإطفاء الحريق طوال الليل. وأغلقت الشرطة الشارع ونقل السكان إلى مدرسة قريبة.",
    ),
    ("th", "cp874", "เจ้าหน้าที่ดับเพลิงต่อสู้กับไฟตลอดคืน ตำรวจปิดถนนและอพยพผู้อยู่อาศัย"),
    ("ja", "cp932 euc_jp", "消防隊は一晩中火災と闘った。警察は道路を閉鎖し、住民は近くの学校に避難した。"),
    ("zh", "gb18030", "消防员整夜与大火搏斗。警方封锁了街道，居民被疏散到附近的学校。"),
    ("zht", "big5", "消防員整夜與大火搏鬥。警方封鎖了街道，居民被疏散到附近的學校。"),
    ("ko", "cp949", "소방대원들은 밤새 불길과 싸웠다. 경찰은 도로를 봉쇄했고 주민들은 인근 학교로 대피했다."),
    (
        "lt",
        "cp1257",
        "Ugniagesiai visą naktį kovojo su liepsnomis. Policija uždarė gatvę, gyventojai buvo išvesti.",
    ),
    (
        "lv",
        "cp1257",
        "Ugunsdzēsēji visu nakti cīnījās ar liesmām. Policija slēdza ielu, iedzīvotāji tika evakuēti.",
    ),
    (
        "et",
        "cp1257",
        "Tuletõrjujad võitlesid leekidega kogu öö. Politsei sulges tänava ja elanikud viidi lähedal asuvasse kooli.",
    ),
    (
        "en",
        "cp1252 mac_roman",
        "“It’s over,” the mayor said – and the crowd’s cheers rose. The café’s owner didn’t agree.",
    ),
)

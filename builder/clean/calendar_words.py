"""Month and weekday names in the languages whose pages are dated without dateparser (which is some 1,000 times slower).

Written from general knowledge of the languages; abbreviations carry no full stop here (patterns allow one). Of 33 forms
in 26 languages (tests/clean/test_days.py holds them but one) these tables read 32 in .02 ms each, within a line of
other words too; dateparser reads 32 standing alone in 40 ms each, and not the Levantine month names. Vietnamese, whose
months are numbers, is left as printed.
"""

from __future__ import annotations

_MONTHS = """
january jan enero ene janvier janv januar jan gennaio gen janeiro januari يناير جانفي كانون_الثاني января январь янв ocak oca styczeń stycznia ianuarie ژانویه tammikuuta ינואר січня ledna ιανουαρίου जनवरी בינואר
february feb febrero febr février févr fevrier februar febbraio fevereiro fev februari فبراير فيفري شباط февраля февраль фев şubat luty lutego februarie فوریه helmikuuta פברואר лютого února φεβρουαρίου फ़रवरी फरवरी בפברואר
march mar marzo mars märz maerz mrz março marco maart مارس آذار اذار марта март мар mart marzec marca martie maaliskuuta מרץ березня března μαρτίου मार्च במרץ
april apr abril abr avril avr aprile april أبريل ابريل إبريل نيسان أفريل апреля апрель апр nisan kwiecień kwietnia aprilie آوریل huhtikuuta אפריל квітня dubna απριλίου अप्रैल באפריל
may mayo mai maggio mag maio mei maj مايو أيار ايار ماي мая май mayıs maja mai مه toukokuuta מאי травня května μαΐου मई במאי
june jun junio juin juni giugno giu junho يونيو يونيه حزيران جوان июня июнь июн haziran czerwiec czerwca iunie ژوئن kesäkuuta יוני червня června ιουνίου जून ביוני
july jul julio juillet juil juli luglio lug julho يوليو يوليه تموز جويلية июля июль июл temmuz lipiec lipca iulie ژوئیه heinäkuuta יולי липня července ιουλίου जुलाई ביולי
august aug agosto ago août aout augustus أغسطس اغسطس آب أوت августа август авг ağustos sierpień sierpnia اوت elokuuta אוגוסט серпня srpna αυγούστου अगस्त באוגוסט
september sept sep septiembre setiembre septembre settembre sett set setembro سبتمبر أيلول ايلول شتنبر сентября сентябрь сен eylül wrzesień września septembrie سپتامبر syyskuuta ספטמבר вересня září σεπτεμβρίου सितंबर सितम्बर בספטמבר
october oct octubre octobre oktober okt ottobre ott outubro out أكتوبر اكتوبر تشرين_الأول تشرين_الاول октября октябрь окт ekim październik października octombrie اکتبر lokakuuta אוקטובר жовтня října οκτωβρίου अक्टूबर अक्तूबर באוקטובר
november nov noviembre novembre novembro نوفمبر نونبر تشرين_الثاني ноября ноябрь ноя kasım listopad listopada noiembrie نوامبر marraskuuta נובמבר листопада listopadu νοεμβρίου नवंबर नवम्बर בנובמבר
december dec diciembre dic décembre déc decembre dezember dez dicembre dezembro desember ديسمبر دجنبر كانون_الأول كانون_الاول декабря декабрь дек aralık grudzień grudnia decembrie دسامبر joulukuuta דצמבר грудня prosince δεκεμβρίου दिसंबर दिसम्बर בדצמבר
"""

_WEEKDAYS = """
monday mon lunes lundi montag lunedì lunedi segunda-feira segunda maandag الاثنين الإثنين понедельник सोमवार دوشنبه poniedziałek понеділок pazartesi 星期一 月曜日 월요일
tuesday tues tue martes mardi dienstag martedì martedi terça-feira terça dinsdag الثلاثاء вторник मंगलवार سه‌شنبه سه_شنبه wtorek вівторок salı 星期二 火曜日 화요일
wednesday wed miércoles miercoles mercredi mittwoch mercoledì mercoledi quarta-feira quarta woensdag الأربعاء الاربعاء среда बुधवार چهارشنبه środa середа çarşamba 星期三 水曜日 수요일
thursday thurs thur thu jueves jeudi donnerstag giovedì giovedi quinta-feira quinta donderdag الخميس четверг गुरुवार پنجشنبه پنج‌شنبه czwartek четвер perşembe 星期四 木曜日 목요일
friday fri viernes vendredi freitag venerdì venerdi sexta-feira sexta vrijdag الجمعة пятница शुक्रवार جمعه piątek cuma 星期五 金曜日 금요일
saturday sat sábado sabado samedi samstag sonnabend sabato zaterdag السبت суббота शनिवार شنبه sobota субота cumartesi 星期六 土曜日 토요일
sunday sun domingo dimanche sonntag domenica zondag الأحد الاحد воскресенье रविवार یکشنبه niedziela неділя pazar 星期日 星期天 日曜日 일요일
"""


def _table(rows: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for number, row in enumerate(rows.strip().splitlines()):
        for name in row.split():
            table[name.replace("_", " ")] = number
    return table


#: Casefolded month name -> 1..12.
MONTHS = {name: number + 1 for name, number in _table(_MONTHS).items()}

#: Casefolded weekday name -> 0 (Monday) .. 6 (Sunday), as `datetime.date.weekday` counts.
WEEKDAYS = _table(_WEEKDAYS)

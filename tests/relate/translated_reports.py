"""Reports of invented events, their translations, and other reports of the same events in other languages.

Written to measure how translations are told from reports of one event; none of them was looked at when the thresholds
were set. Each event has an English report, a translation of it, and a report in that language by another hand.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """An English report, its translation, and another newsroom's report in the translation's language."""

    topic: str
    language: str
    english: str
    translated: str
    otherwise: str


EVENTS = (
    Event(
        "flood",
        "es",
        "The river Tamber burst its banks at Oldhaven on Sunday night after 148 millimetres of rain fell in 9 hours. Fire crews "
        "brought 312 people out of the lower town by boat, the mayor, Dora Lindqvist, said.\n\n"
        "The water stood 2.4 metres deep in Mill Lane, and the bridge to Sorrel was closed. Power failed in 1,850 homes. A man "
        "of 71 was found dead in his cellar. It was the worst flood since 1968, when the old dyke gave way.\n\n"
        '"We have pumps, we have sandbags, and we have no more beds," Ms Lindqvist said. The army sent 60 engineers from '
        "Brackwater, who began on Monday to close the gap in the dyke.",
        "El río Tamber se desbordó en Oldhaven en la noche del domingo después de que cayeran 148 milímetros de lluvia en 9 "
        "horas. Los bomberos sacaron en barca a 312 personas de la parte baja de la ciudad, informó la alcaldesa, Dora "
        "Lindqvist.\n\n"
        "El agua alcanzó 2,4 metros de profundidad en Mill Lane y se cerró el puente de Sorrel. Se quedaron sin luz 1.850 "
        "hogares. Un hombre de 71 años fue hallado muerto en su sótano. Fue la peor inundación desde 1968, cuando cedió el "
        "viejo dique.\n\n"
        "«Tenemos bombas, tenemos sacos de arena y no tenemos más camas», dijo Lindqvist. El ejército envió 60 ingenieros desde "
        "Brackwater, que el lunes empezaron a cerrar la brecha del dique.",
        "Un muerto y más de 300 evacuados es el balance provisional de las inundaciones de Oldhaven. El temporal descargó sobre "
        "la comarca durante la noche y dejó incomunicado el barrio de Mill Lane.\n\n"
        "«Mi madre llamó a las tres de la madrugada, tenía el agua en la cintura», contó Per Halvorsen, vecino de 44 años. Los "
        "militares de Brackwater trabajan en el dique. Según el servicio meteorológico, se registraron 148 litros por metro "
        "cuadrado; no ocurría algo así desde 1968.\n\n"
        "La alcaldesa Dora Lindqvist pidió la declaración de zona catastrófica. El gobierno la estudiará el jueves.",
    ),
    Event(
        "flood",
        "fr",
        "Three days of rain have flooded the wine country around Castelmar, and growers fear for a tenth of the harvest. The "
        "Ardelle rose by 5.2 metres, the prefecture said on Thursday, and 27 villages were cut off.\n\n"
        "Helicopters carried 84 people to safety. In Vauquerin the cellar of Henri Delmas, with 9,000 bottles from 2009, lies "
        'under mud. "My father saw 1958 and I have now seen this," he said.\n\n'
        "The damage will come to at least 130 million euros, the chamber of agriculture in Castelmar estimates. School will not "
        "start again before 14 October, and the motorway A61 is open in one direction only.",
        "Trois jours de pluie ont inondé le vignoble autour de Castelmar, et les vignerons craignent pour un dixième de la "
        "récolte. L'Ardelle a monté de 5,2 mètres, a indiqué jeudi la préfecture, et 27 villages ont été coupés du monde.\n\n"
        "Des hélicoptères ont mis 84 personnes en sécurité. À Vauquerin, la cave d'Henri Delmas, avec ses 9 000 bouteilles de "
        "2009, est sous la boue. « Mon père a vu 1958 et moi, maintenant, j'ai vu cela », dit-il.\n\n"
        "Les dégâts s'élèveront à au moins 130 millions d'euros, estime la chambre d'agriculture de Castelmar. L'école ne "
        "reprendra pas avant le 14 octobre, et l'autoroute A61 n'est ouverte que dans un sens.",
        "La préfecture a placé Castelmar en vigilance rouge. Depuis lundi, l'Ardelle ne cesse de monter et plusieurs communes "
        "sont isolées. À Vauquerin, on attend les secours.\n\n"
        "« On n'a plus rien », résume Claire Bonnet, qui tient l'épicerie du village. Henri Delmas, lui, a perdu sa cave. Le "
        "ministre, Alain Roque, se rendra sur place samedi et a promis une aide de 10 millions d'euros.\n\n"
        "Les assureurs parlent d'un coût de plus de 130 millions. La dernière crue comparable remonte à 1958.",
    ),
    Event(
        "strike",
        "de",
        "Tram drivers in Hartenau will walk out for 48 hours from 4 a.m. on Wednesday, the union Transit United said. It wants "
        "7.5 per cent more pay for its 3,200 members; the city offers 3.1 per cent over 24 months.\n\n"
        '"A driver in Hartenau starts on 2,410 crowns a month and cannot rent a flat here," said the union\'s negotiator, Silke '
        "Brandauer. The operator called the demand out of reach.\n\n"
        "Lines 2, 5 and 11 will not run at all, and on the others a tram is planned every 40 minutes. On a weekday 410,000 "
        "people use the network. The two sides have met six times since March.",
        "Die Straßenbahnfahrer in Hartenau legen ab Mittwoch um 4 Uhr für 48 Stunden die Arbeit nieder, wie die Gewerkschaft "
        "Transit United mitteilte. Sie fordert 7,5 Prozent mehr Lohn für ihre 3.200 Mitglieder; die Stadt bietet 3,1 Prozent "
        "für 24 Monate.\n\n"
        "„Ein Fahrer in Hartenau fängt mit 2.410 Kronen im Monat an und kann hier keine Wohnung mieten“, sagte die "
        "Verhandlungsführerin der Gewerkschaft, Silke Brandauer. Der Betreiber nannte die Forderung unerfüllbar.\n\n"
        "Die Linien 2, 5 und 11 fallen ganz aus, auf den anderen ist alle 40 Minuten eine Bahn vorgesehen. An einem Werktag "
        "nutzen 410.000 Menschen das Netz. Seit März haben sich beide Seiten sechsmal getroffen.",
        "Pendler in Hartenau müssen sich auf zwei harte Tage einstellen. Von Mittwoch an streiken die Fahrer der Straßenbahn, "
        "nachdem die sechste Verhandlungsrunde gescheitert ist. Transit United verlangt 7,5 Prozent, die Stadt bietet 3,1.\n\n"
        "Bürgermeister Jonas Kettler zeigte sich enttäuscht. Er verwies auf das Defizit von 88 Millionen Kronen. Silke "
        "Brandauer hält dagegen: Es fehlten schon jetzt 240 Fahrer.\n\n"
        "Schulbusse sollen fahren. Die Universität verschiebt die Prüfungen, die 1.900 Studenten betreffen, um eine Woche.",
    ),
    Event(
        "strike",
        "es",
        "Nurses at the four public hospitals of San Baltasar ended their strike on Friday after 17 days. They voted by 1,406 to "
        "391 for an agreement that adds 220 posts by 2027 and 65 crowns to each night shift.\n\n"
        "Amparo Quiroga, who led the strike, called it half a victory. The health minister, Tomas Elizalde, said that 4,300 "
        "operations had been put off and that the list would be worked down by September.\n\n"
        "Nurses will take up work at Santa Lucia at 6 a.m. on Saturday. The agreement holds for 30 months, and a commission of "
        "8 members will watch over it.",
        "Las enfermeras de los cuatro hospitales públicos de San Baltasar pusieron fin el viernes a su huelga después de 17 "
        "días. Aprobaron por 1.406 votos contra 391 un acuerdo que añade 220 plazas hasta 2027 y 65 coronas a cada turno de "
        "noche.\n\n"
        "Amparo Quiroga, que encabezó la huelga, lo calificó de media victoria. El ministro de Sanidad, Tomas Elizalde, dijo que "
        "se habían aplazado 4.300 operaciones y que la lista se reduciría de aquí a septiembre.\n\n"
        "Las enfermeras volverán al trabajo en Santa Lucia a las 6 de la mañana del sábado. El acuerdo vale por 30 meses, y una "
        "comisión de 8 miembros velará por él.",
        "La huelga más larga que se recuerda en los hospitales de San Baltasar ha terminado. Tras más de dos semanas de paro, "
        "las enfermeras aceptaron la oferta del ministerio, que incluye 220 contratos nuevos.\n\n"
        "«No es lo que pedíamos, pero es lo que hay», dijo a las puertas de Santa Lucia Rosa Iriarte, enfermera desde 1998. "
        "Amparo Quiroga agradeció el apoyo de los pacientes.\n\n"
        "Tomas Elizalde compareció ante la prensa a mediodía. La oposición exige que explique el coste, que cifra en 48 millones.",
    ),
    Event(
        "science",
        "fr",
        "Divers have found the wreck of the Marguerite, a coal ship that sank off Cape Torrance in 1887 with 43 people on board. "
        "She lies upright at 96 metres, her bell still hanging, said Ellen Prowse of the institute in Port Kerrick.\n\n"
        "The team of 5 had looked for her for 11 summers. A fisherman's net, torn in May, showed where. A sonar picture gave the "
        "length as 74 metres, the one in the register of 1879.\n\n"
        '"We will leave her in peace," Ms Prowse said. Only the bell, which weighs 38 kilos, may be raised, if the families of the '
        "dead agree; 12 have been traced so far.",
        "Des plongeurs ont retrouvé l'épave du Marguerite, un charbonnier qui a sombré au large du cap Torrance en 1887 avec 43 "
        "personnes à bord. Il repose droit à 96 mètres, sa cloche encore suspendue, a dit Ellen Prowse, de l'institut de Port "
        "Kerrick.\n\n"
        "L'équipe de 5 l'avait cherché pendant 11 étés. Le filet d'un pêcheur, déchiré en mai, a montré l'endroit. Une image "
        "sonar a donné une longueur de 74 mètres, celle du registre de 1879.\n\n"
        "« Nous le laisserons en paix », a dit Mme Prowse. Seule la cloche, qui pèse 38 kilos, pourra être remontée, si les "
        "familles des morts sont d'accord ; 12 ont été retrouvées jusqu'ici.",
        "L'épave la plus recherchée de la côte a été localisée. Le Marguerite, parti de Port Kerrick un soir de tempête, gît par "
        "près de cent mètres de fond au large du cap Torrance.\n\n"
        "C'est un patron pêcheur, Yann Le Goff, 58 ans, qui a mis les plongeurs sur la piste. « J'ai remonté du charbon », "
        "raconte-t-il. Ellen Prowse a reconnu le navire à sa cloche.\n\n"
        "La catastrophe de 1887 avait fait 43 morts. Un monument leur est dédié depuis 1911. Le musée prépare une exposition "
        "pour 2026.",
    ),
    Event(
        "science",
        "de",
        "A fern thought lost since 1923 grows again in the gorge of Wildach. Botanist Jutta Ferring found 14 plants of the pale "
        "shieldfern on a wet rock on 8 June, the university of Lenzburg said.\n\n"
        "The rock was laid bare by a landslide in 2016. Spores can sleep for 90 years, Ms Ferring believes; a test on 300 of them "
        "from the herbarium, kept at 18 degrees, is to show whether that is so.\n\n"
        "The path along the gorge, which 25,000 people walk each year, will be moved by 120 metres. Whoever picks the fern must "
        "pay up to 5,000 crowns.",
        "In der Schlucht von Wildach wächst wieder ein Farn, der seit 1923 als verschollen galt. Die Botanikerin Jutta Ferring "
        "fand am 8. Juni 14 Pflanzen des Blassen Schildfarns an einem nassen Felsen, wie die Universität Lenzburg mitteilte.\n\n"
        "Der Felsen war 2016 durch einen Erdrutsch freigelegt worden. Sporen können 90 Jahre lang ruhen, glaubt Ferring; ein "
        "Versuch mit 300 von ihnen aus dem Herbarium, bei 18 Grad gehalten, soll zeigen, ob das stimmt.\n\n"
        "Der Weg durch die Schlucht, den jedes Jahr 25.000 Menschen gehen, wird um 120 Meter verlegt. Wer den Farn pflückt, muss "
        "bis zu 5.000 Kronen zahlen.",
        "Es war ein Zufallsfund: Auf einer Exkursion mit zwölf Studenten entdeckte Jutta Ferring den Blassen Schildfarn, von dem "
        "es im Land nur noch getrocknete Blätter gab.\n\n"
        "„Ich habe erst an einen Scherz gedacht“, sagt die Forscherin, die seit 2004 in Lenzburg lehrt. Zuletzt war die Pflanze "
        "1923 in der Schlucht von Wildach gesehen worden.\n\n"
        "Der Naturschutzbund fordert, den Wanderweg zu sperren. Wirtin Anni Holl vom Gasthaus Klamm fürchtet um ihre Gäste: Im "
        "Sommer kämen an guten Tagen 400.",
    ),
    Event(
        "court",
        "ar",
        "A court in Qasrin sentenced the former head of the port, Nabil Farhoud, to 12 years in prison on Tuesday for taking 3.4 "
        "million dinars from a shipping firm, Meridian Lines.\n\n"
        "Farhoud, 59, had signed 28 contracts without tender between 2015 and 2019, the judge, Salma Kattan, said. Two of his "
        "aides received 4 years each. A fourth accused, the trader Rami Boutros, was cleared.\n\n"
        "The court ordered the return of 2.1 million dinars and a house in Marjan. Lawyers have 30 days to appeal. Farhoud, who "
        "denied everything, shouted that the trial was a play.",
        "قضت محكمة في القصرين يوم الثلاثاء بسجن المدير السابق للميناء نبيل فرهود 12 عاماً لتقاضيه 3.4 مليون دينار من شركة "
        "الشحن ميريديان لاينز.\n\n"
        "وقالت القاضية سلمى قطان إن فرهود، البالغ من العمر 59 عاماً، وقّع 28 عقداً من دون مناقصة بين عامي 2015 و2019. وحُكم على "
        "اثنين من مساعديه بالسجن 4 سنوات لكل منهما. وبُرّئ المتهم الرابع، التاجر رامي بطرس.\n\n"
        "وأمرت المحكمة بإعادة 2.1 مليون دينار وبيت في مرجان. وأمام المحامين 30 يوماً للاستئناف. وصاح فرهود، الذي أنكر كل شيء، بأن "
        "المحاكمة مسرحية.",
        "أسدل القضاء الستار على قضية ميناء القصرين التي شغلت الرأي العام ست سنوات. فقد أُدين نبيل فرهود بالرشوة وحُكم عليه "
        "بالسجن.\n\n"
        "وقال النائب حسن درويش إن الحكم بداية لا نهاية، مطالباً بالتحقيق في 70 عقداً آخر. وكان فرهود قد أوقف في مطار العاصمة عام "
        "2020 وبحوزته ثلاثة جوازات سفر.\n\n"
        "وأعلنت شركة ميريديان لاينز أنها تعاونت مع المحققين منذ البداية. وهبط سهمها 6 في المئة.",
    ),
    Event(
        "court",
        "es",
        "The supreme court has stopped the dam at Las Hoces. By 5 votes to 4 the judges held on Monday that the 640 people of the "
        "valley had not been heard before the permit was given in 2018.\n\n"
        "The power company Hidrosur has already spent 370 million crowns. Its lawyer, Beatriz Mena, said that it would ask for "
        "them back. The dam was to be 112 metres high and to feed 190,000 homes.\n\n"
        '"We have planted the olives again," said Eulalia Roca, 82, who had refused to move. The ministry has 18 months to begin '
        "anew or to give up the plan.",
        "El tribunal supremo ha parado la presa de Las Hoces. Por 5 votos contra 4, los jueces sostuvieron el lunes que las 640 "
        "personas del valle no fueron oídas antes de que se diera el permiso en 2018.\n\n"
        "La compañía eléctrica Hidrosur ha gastado ya 370 millones de coronas. Su abogada, Beatriz Mena, dijo que los "
        "reclamaría. La presa iba a tener 112 metros de altura y a abastecer a 190.000 hogares.\n\n"
        "«Hemos vuelto a plantar los olivos», dijo Eulalia Roca, de 82 años, que se había negado a marcharse. El ministerio tiene "
        "18 meses para empezar de nuevo o abandonar el plan.",
        "Fiesta en el valle de Las Hoces: la presa no se hará, al menos por ahora. El tribunal supremo dio la razón a los "
        "vecinos, que llevaban siete años pleiteando contra Hidrosur.\n\n"
        "La sentencia, de 214 páginas, reprocha al gobierno haber dado el permiso sin consulta. Cuatro magistrados firmaron un "
        "voto particular.\n\n"
        "«Hoy se come cordero», anunció el alcalde, Fermin Otero. Beatriz Mena, en nombre de la empresa, habló de un día negro "
        "para la inversión: había 900 empleos en juego.",
    ),
    Event(
        "market",
        "zh",
        "Carmaker Veldane will build a battery plant in Linshui for 1.8 billion euros. Work begins in March 2026, and from 2028 "
        "on it is to make cells for 450,000 cars a year, the company said on Thursday.\n\n"
        "The plant will employ 2,700 people. The province pays 210 million euros towards it and builds 14 kilometres of railway. "
        "Veldane's shares rose by 3.6 per cent to 87.40 euros.\n\n"
        "Analysts at Brook & Tarn warned that there were 35 such plants in the country already, and that a third stood idle.",
        "汽车制造商维尔丹（Veldane）将投资18亿欧元在临水兴建电池厂。公司周四表示，工程于2026年3月动工，自2028年起每年为45万辆汽车生产电芯。\n\n"
        "该厂将雇用2700人。省政府为此出资2.1亿欧元，并修建14公里铁路。维尔丹股价上涨3.6%，至87.40欧元。\n\n"
        "布鲁克与塔恩（Brook & Tarn）的分析师警告说，国内已有35座这样的工厂，其中三分之一闲置。",
        "维尔丹落户临水的消息周四传开后，当地房价应声而涨。县里最大的中介王先生说，一个上午就接到60个电话。\n\n"
        "这座电池厂占地1200亩，是临水历史上最大的外资项目。县长刘敏表示，学校和医院的扩建计划年内公布。\n\n"
        "也有居民担心用水。河对岸的农户老周种了四十年水稻，他说没有人来问过他。环评报告长达800页，将于2026年3月前公示。",
    ),
    Event(
        "market",
        "de",
        "The brewery Altmoor, founded in 1694, has filed for insolvency. It owes 46 banks and suppliers 31 million crowns, the "
        "court in Griesfeld said on Monday. Its 185 workers will be paid by the state until 30 November.\n\n"
        "Sales fell from 240,000 hectolitres in 2012 to 98,000 last year. The price of malt has doubled, said the owner, Gernot "
        "Altmoor, the 11th of his family to brew.\n\n"
        "The administrator, Petra Wiesinger, sees a chance: 3 buyers have asked for the books. The beer tent at the fair in "
        "August will open as planned, with 6,500 seats.",
        "Die 1694 gegründete Brauerei Altmoor hat Insolvenz angemeldet. Sie schuldet 46 Banken und Lieferanten 31 Millionen "
        "Kronen, wie das Gericht in Griesfeld am Montag mitteilte. Ihre 185 Beschäftigten werden bis 30. November vom Staat "
        "bezahlt.\n\n"
        "Der Absatz fiel von 240.000 Hektolitern im Jahr 2012 auf 98.000 im vergangenen Jahr. Der Malzpreis habe sich verdoppelt, "
        "sagte der Eigentümer Gernot Altmoor, der 11. Brauer seiner Familie.\n\n"
        "Die Verwalterin Petra Wiesinger sieht eine Chance: 3 Käufer haben die Bücher angefordert. Das Bierzelt auf dem Volksfest "
        "im August wird wie geplant öffnen, mit 6.500 Plätzen.",
        "Das Ende einer Ära? In Griesfeld bangen 185 Familien um ihre Zukunft, seit Altmoor am Montag den Gang zum Gericht "
        "antrat. Vor dem Tor der Brauerei standen am Abend einige Dutzend Menschen mit Kerzen.\n\n"
        "„Mein Großvater hat hier schon die Pferde geführt“, sagt Braumeister Toni Hasler, 61. Betriebsrätin Inge Moll rechnet "
        "mit 80 Kündigungen.\n\n"
        "Die Gewerkschaft wirft Gernot Altmoor vor, zu lange gewartet zu haben. Petra Wiesinger will sich am Freitag äußern. Seit "
        "2012 haben im Land 57 Brauereien geschlossen.",
    ),
    Event(
        "culture",
        "fr",
        "The library of Morvane has given back a book that it should not have had. The psalter, written about 1240 by the nuns of "
        "Saint-Aubrac, was stolen in 1944 and came to Morvane with a legacy.\n\n"
        "A student, Lucie Ferrand, knew the hand of one of the nuns by the way she drew her birds. The convent has 9 sisters "
        'today; the eldest, Sister Agathe, took the book in her arms and wept. "She is home," she said.\n\n'
        "It will be shown in Saint-Aubrac on Sundays.",
        "La bibliothèque de Morvane a rendu un livre qu'elle n'aurait pas dû avoir. Le psautier, écrit vers 1240 par les "
        "religieuses de Saint-Aubrac, avait été volé en 1944 et était arrivé à Morvane avec un legs.\n\n"
        "Une étudiante, Lucie Ferrand, a reconnu la main d'une des religieuses à sa façon de dessiner les oiseaux. Le couvent "
        "compte aujourd'hui 9 sœurs ; la doyenne, sœur Agathe, a pris le livre dans ses bras et a pleuré. « Elle est chez "
        "elle », a-t-elle dit.\n\n"
        "On pourra le voir à Saint-Aubrac le dimanche.",
        "Quatre-vingts ans après le pillage du couvent, Saint-Aubrac retrouve son trésor. La cérémonie a réuni dimanche une "
        "centaine de fidèles autour de sœur Agathe.\n\n"
        "Le psautier dormait dans les réserves de Morvane. Sans la curiosité de Lucie Ferrand, il y serait encore. Le directeur, "
        "Paul Estève, a présenté ses excuses.\n\n"
        "Estimé à 2 millions d'euros, le manuscrit de 1240 ne sera pas vendu : les 9 religieuses l'ont juré.",
    ),
    Event(
        "culture",
        "ar",
        "The singer Hala Mansour will give her first concert in 8 years in Tarsheen on 22 May. All 5,200 tickets were sold in 40 "
        "minutes, the theatre said.\n\n"
        "Mansour, 67, had left the stage in 2017 after an operation on her throat. She will be heard with the orchestra of Karim "
        "Haddad, with whom she recorded 19 albums.\n\n"
        "The proceeds go to the hospital in Nuriya, where she was treated. Tickets at 150 dinars were offered for 900 the same "
        "evening.",
        "تحيي المطربة هالة منصور في 22 أيار أول حفلة لها منذ 8 سنوات في ترشين. وقال المسرح إن التذاكر كلها، وعددها 5200، بيعت "
        "في 40 دقيقة.\n\n"
        "وكانت منصور، البالغة 67 عاماً، قد اعتزلت المسرح عام 2017 بعد عملية في حنجرتها. وستغني مع أوركسترا كريم حداد الذي سجلت "
        "معه 19 ألبوماً.\n\n"
        "ويعود الريع إلى المستشفى في نورية حيث عولجت. وعُرضت تذاكر ثمنها 150 ديناراً بمبلغ 900 في المساء نفسه.",
        "عودة طال انتظارها: هالة منصور تغني من جديد. وقالت المطربة في مؤتمر صحفي إنها لم تفارق البيت سنتين بعد العملية، وإن صوت "
        "حفيدتها هو الذي أعادها إلى الغناء.\n\n"
        "وسيقود الفرقة كريم حداد، وهو رفيق دربها منذ 1984. وأضاف أن البرنامج يضم 12 أغنية، منها اثنتان جديدتان.\n\n"
        "وطالب معجبون بحفلة ثانية في ترشين، فقد نفدت التذاكر في أقل من ساعة.",
    ),
)

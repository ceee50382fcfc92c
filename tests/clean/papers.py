"""Made-up papers in eight languages, each with the furniture that papers of that language print."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """One page of a paper; `related` and `close` begin with their headings."""

    language: str
    name: str
    menu: tuple[str, ...]
    headline: str
    byline: str
    dated: str
    day: str
    standfirst: str
    story: tuple[str, ...]
    caption: str
    inline: str
    related: tuple[str, ...]
    close: tuple[str, ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The paragraphs that are the article's."""
        return (self.standfirst, *self.story)

    def dump(self) -> str:
        """The page as a text dump, with a link to another article within the story."""
        half = len(self.story) // 2
        top = [
            self.name,
            "",
            *self.menu,
            "",
            self.headline,
            "",
            self.byline,
            self.dated,
            "",
            self.caption,
            "",
        ]
        story = [self.standfirst, *self.story[:half], self.inline, *self.story[half:]]
        return "\n".join([*top, *(f"{part}\n" for part in story), *self.related, "", *self.close, ""])

    def page(self) -> str:
        """The same as HTML that says nothing of itself but its language."""

        def each(tag: str, texts: tuple[str, ...], link: bool = False) -> str:
            inner = (
                f'<a href="/{n}">{html.escape(t)}</a>' if link else html.escape(t)
                for n, t in enumerate(texts)
            )
            return "".join(f"<{tag}>{text}</{tag}>" for text in inner)

        half = len(self.story) // 2
        return (
            f'<html lang="{self.language}"><head><title>{html.escape(self.headline)}</title></head><body>'
            f"<header>{each('div', (self.name,))}<ul>{each('li', self.menu, True)}</ul></header>"
            f"<div>{each('h1', (self.headline,))}{each('div', (self.byline, self.dated, self.caption))}"
            f"<div>{each('p', (self.standfirst, *self.story[:half]))}{each('p', (self.inline,), True)}"
            f"{each('p', self.story[half:])}</div></div>"
            f"<div>{each('h3', self.related[:1])}<ul>{each('li', self.related[1:], True)}</ul></div>"
            f"<footer>{each('p', self.close)}</footer></body></html>"
        )


PAPERS = (
    Paper(
        "de",
        "Küstenbote",
        ("Startseite", "Politik", "Wirtschaft", "Sport", "Kultur", "Abo", "Anmelden", "E-Paper", "Wetter"),
        "Fähren bleiben nach Sturm im Hafen",
        "Von Ilse Varga",
        "Aktualisiert am 4. März 2024, 18:05 Uhr | Veröffentlicht am 3. März 2024",
        "2024-03-03",
        "Nach einer Sturmnacht ist der Verkehr zwischen den beiden Inseln zum Erliegen gekommen.",
        (
            "Die Fähren zwischen den beiden Inseln sind am Sonntag im Hafen geblieben, nachdem ein Sturm die Meerenge unpassierbar gemacht hatte. Hunderte Reisende warteten im Terminal auf Nachrichten.",
            "Hafenmeisterin Petra Kunze sagte, der Wind habe vor Sonnenaufgang 110 Stundenkilometer erreicht. »Bei so etwas läuft niemand aus«, sagte sie.",
            "Zwei Frachtschiffe wurden in den Windschatten des nördlichen Kaps geschickt, eine losgerissene Jacht brachte die Besatzung des Rettungsboots noch vor Mittag ein.",
            "Die Reederei rechnet damit, den Fahrplan am Montag wieder aufzunehmen, sofern die Vorhersage hält, und erstattet allen Abgewiesenen den Fahrpreis.",
            "»So lange haben wir noch nie gewartet«, sagte ein Lehrer, der mit seiner Klasse auf dem Rückweg von einem Ausflug war.",
        ),
        "Wellen schlagen über die Mole. Foto: Jens Arndt/dpa",
        "Lesen Sie auch: Warum die Mole erhöht wird",
        (
            "Mehr zum Thema",
            "Neue Brücke wird teurer als geplant",
            "Fischer klagen über leere Netze",
            "Leuchtturm wird Museum",
            "Schule bekommt neues Dach",
            "Winterdienst am Ende seiner Kräfte",
        ),
        (
            "Newsletter",
            "Jetzt anmelden und nichts mehr verpassen!",
            "Kommentare (12)",
            "Impressum",
            "Datenschutz",
            "AGB",
            "© 2024 Küstenbote. Alle Rechte vorbehalten.",
        ),
    ),
    Paper(
        "es",
        "El Faro del Cabo",
        (
            "Inicio",
            "Política",
            "Economía",
            "Deportes",
            "Cultura",
            "Suscríbete",
            "Iniciar sesión",
            "Última hora",
        ),
        "El temporal deja los transbordadores amarrados en el puerto",
        "Por Marta Olmedo",
        "12 de noviembre de 2023 - 09:41 CET",
        "2023-11-12",
        "Cientos de pasajeros esperan en la terminal a que el viento amaine.",
        (
            "Los transbordadores que unen las dos islas permanecieron este domingo amarrados en el puerto después de que un temporal cerrara el estrecho al tráfico.",
            "La capitana del puerto, Elena Varga, explicó que el viento había alcanzado los 110 kilómetros por hora antes del amanecer. «Con esto no sale nadie», afirmó.",
            "Dos cargueros fueron enviados al abrigo del cabo norte y un yate que había roto amarras fue remolcado por la tripulación del bote salvavidas antes del mediodía.",
            "La naviera espera recuperar el horario el lunes, si se cumple el pronóstico, y ha ofrecido la devolución del billete a todos los que se quedaron en tierra.",
            "«Nunca habíamos esperado tanto», dijo una maestra que regresaba con sus alumnos de una excursión.",
        ),
        "Las olas superan el espigón este domingo. EFE/Luis Prado",
        "Lea también: El espigón será más alto en 2025",
        (
            "Noticias relacionadas",
            "El nuevo puente costará el doble",
            "Los pescadores denuncian redes vacías",
            "El faro se convierte en museo",
            "La escuela estrena tejado",
            "El mercado cierra por obras",
        ),
        (
            "Suscríbete a nuestro boletín",
            "Comentarios",
            "Aviso legal",
            "Política de privacidad",
            "Política de cookies",
            "© 2023 El Faro del Cabo. Todos los derechos reservados.",
        ),
    ),
    Paper(
        "ru",
        "Вестник мыса",
        ("Главная", "Политика", "Экономика", "Спорт", "Культура", "Подписка", "Войти", "Погода"),
        "Паромы остались в порту из-за шторма",
        "Автор: Ирина Варга",
        "Опубликовано: 5 февраля 2024, 14:30",
        "2024-02-05",
        "Сотни пассажиров ждут в терминале, пока стихнет ветер.",
        (
            "Паромы, связывающие два острова, в понедельник остались в порту: шторм закрыл пролив для судов, и сотни пассажиров провели день в зале ожидания.",
            "Капитан порта Елена Сомова сообщила, что перед рассветом ветер достигал 110 километров в час. «В такую погоду никто не выходит», — сказала она.",
            "Два грузовых судна отправили под защиту северного мыса, а сорвавшуюся яхту команда спасательной шлюпки привела в гавань ещё до полудня.",
            "Компания рассчитывает вернуться к расписанию во вторник, если прогноз оправдается, и обещает вернуть деньги всем, кто не смог уехать.",
            "«Так долго мы ещё никогда не ждали», — сказал учитель, который возвращался с классом из поездки.",
        ),
        "Волны перехлёстывают через мол. Фото: Пётр Лесной / ТАСС",
        "Читайте также: Мол сделают выше",
        (
            "Читайте также",
            "Новый мост подорожал вдвое",
            "Рыбаки жалуются на пустые сети",
            "Маяк станет музеем",
            "Школа получила новую крышу",
            "Рынок закрыли на ремонт",
        ),
        (
            "Подпишитесь на нашу рассылку",
            "Комментарии",
            "Реклама",
            "О редакции",
            "Пользовательское соглашение",
            "© 2024 Вестник мыса. Все права защищены.",
        ),
    ),
    Paper(
        "ar",
        "بريد الرأس",
        ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "اشترك", "تسجيل الدخول", "الطقس"),
        "العاصفة تُبقي العبّارات في الميناء",
        "كتبت: سلمى الوزاني",
        "نُشر في: ١٢ مارس ٢٠٢٤ - 10:15",
        "2024-03-12",
        "مئات الركاب ينتظرون في المحطة حتى تهدأ الرياح.",
        (
            "بقيت العبّارات التي تصل بين الجزيرتين راسية في الميناء يوم الثلاثاء بعد أن أغلقت عاصفة قوية المضيق أمام حركة السفن، وانتظر مئات المسافرين في قاعة المحطة.",
            "وقالت مديرة الميناء إلهام فرج إن سرعة الرياح بلغت مئة وعشرة كيلومترات في الساعة قبل الفجر، وأضافت: «لا أحد يبحر في مثل هذا الطقس».",
            "وأُرسلت سفينتا شحن إلى جوار الرأس الشمالي للاحتماء من الرياح، كما سحب طاقم قارب النجاة يختًا انفلت من مرساه قبل الظهر.",
            "وتتوقع الشركة المشغلة أن تستأنف رحلاتها يوم الأربعاء إذا صدقت التوقعات، وعرضت رد ثمن التذاكر إلى جميع من مُنعوا من السفر.",
            "وقال معلم كان عائدًا مع تلاميذه من رحلة مدرسية: «لم ننتظر قط كل هذا الوقت».",
        ),
        "الأمواج تتجاوز رصيف الميناء (رويترز)",
        "اقرأ أيضًا: رصيف الميناء سيصبح أعلى",
        (
            "مواضيع ذات صلة",
            "كلفة الجسر الجديد تتضاعف",
            "الصيادون يشكون من الشباك الفارغة",
            "المنارة تتحول إلى متحف",
            "المدرسة تحصل على سقف جديد",
            "إغلاق السوق لأعمال الترميم",
        ),
        (
            "اشترك في النشرة البريدية",
            "التعليقات",
            "من نحن",
            "سياسة الخصوصية",
            "شروط الاستخدام",
            "جميع الحقوق محفوظة © 2024 بريد الرأس",
        ),
    ),
    Paper(
        "zh",
        "海角日报",
        ("首页", "政治", "经济", "体育", "文化", "订阅", "登录", "天气"),
        "风暴来袭 渡轮滞留港口",
        "记者 李海燕",
        "发布时间：2024年3月12日 10:15",
        "2024-03-12",
        "数百名乘客在候船大厅等待风力减弱。",
        (
            "连接两座岛屿的渡轮周二全部停泊在港口。一场风暴使海峡无法通航，数百名旅客在候船大厅里等待消息。",
            "港务主管王丽表示，黎明前风速达到每小时110公里。她说：“这样的天气没有人会出海。”",
            "两艘货轮被安排到北部海角的背风处避风，一艘挣脱缆绳的游艇在中午前被救生艇船员拖回港内。",
            "渡轮公司预计，如果天气预报准确，周三将恢复正常班次，并为所有未能成行的旅客办理退票。",
            "一位带着学生郊游归来的老师说：“我们从来没有等过这么久。”",
        ),
        "巨浪越过防波堤。新华社记者 陈明 摄",
        "相关阅读：防波堤将加高",
        (
            "相关新闻",
            "新桥造价翻倍",
            "渔民抱怨渔网空空",
            "灯塔将改建为博物馆",
            "学校换上新屋顶",
            "菜市场停业整修",
        ),
        (
            "责任编辑：赵敏",
            "关注我们",
            "评论",
            "关于我们",
            "联系我们",
            "隐私政策",
            "版权所有 © 2024 海角日报",
        ),
    ),
    Paper(
        "ja",
        "岬新聞",
        ("トップ", "政治", "経済", "スポーツ", "文化", "会員登録", "ログイン", "天気"),
        "暴風でフェリー全便欠航 乗客数百人が足止め",
        "記者 佐藤由美",
        "2024年3月12日 10時15分",
        "2024-03-12",
        "強い風が収まるまで、数百人の乗客がターミナルで待機している。",
        (
            "二つの島を結ぶフェリーは十二日、暴風で海峡が通れなくなったため、全便が港にとどまった。ターミナルでは数百人の乗客が運航再開の知らせを待った。",
            "港長の田中恵子さんによると、夜明け前の風速は時速110キロに達した。「この風では誰も船を出しません」と話した。",
            "貨物船二隻は北の岬の風下に避難し、係留が外れたヨット一隻は救命艇の乗組員が正午前に港へ引き入れた。",
            "運航会社は、予報どおりに風が弱まれば水曜日に通常の時刻表に戻す見通しで、乗船できなかった全員に料金を払い戻すとしている。",
            "遠足の帰りに児童を引率していた教員は「こんなに長く待ったのは初めてです」と語った。",
        ),
        "防波堤を越える高波＝共同",
        "関連記事：防波堤のかさ上げ決まる",
        (
            "関連記事",
            "新しい橋の建設費が倍に",
            "漁師ら「網が空だ」",
            "灯台が博物館に",
            "小学校の屋根を新しく",
            "市場が改修で休業",
        ),
        (
            "メールマガジンに登録",
            "コメント",
            "お問い合わせ",
            "プライバシーポリシー",
            "利用規約",
            "© 2024 岬新聞社 無断転載を禁じます",
        ),
    ),
    Paper(
        "hi",
        "अंतरीप समाचार",
        ("होम", "राजनीति", "अर्थव्यवस्था", "खेल", "संस्कृति", "सदस्यता", "लॉग इन", "मौसम"),
        "तूफ़ान के कारण नौकाएँ बंदरगाह में रुकीं",
        "लेखक: सीमा वर्मा",
        "प्रकाशित: 12 मार्च 2024, 10:15 IST",
        "2024-03-12",
        "हवा थमने के इंतज़ार में सैकड़ों यात्री टर्मिनल में बैठे हैं।",
        (
            "दो द्वीपों को जोड़ने वाली नौकाएँ मंगलवार को बंदरगाह में ही खड़ी रहीं, क्योंकि तूफ़ान ने जलडमरूमध्य को बंद कर दिया था। सैकड़ों यात्री टर्मिनल में ख़बर का इंतज़ार करते रहे।",
            'बंदरगाह प्रमुख कमला देवी ने बताया कि भोर से पहले हवा की रफ़्तार 110 किलोमीटर प्रति घंटा तक पहुँच गई थी। उन्होंने कहा, "ऐसे मौसम में कोई नहीं निकलता।"',
            "दो मालवाहक जहाज़ों को उत्तरी अंतरीप की ओट में भेज दिया गया और एक टूटी हुई नाव को बचाव दल दोपहर से पहले किनारे ले आया।",
            "कंपनी को उम्मीद है कि पूर्वानुमान सही रहा तो बुधवार से सेवा फिर शुरू हो जाएगी, और जिन यात्रियों को लौटना पड़ा उन सबको पैसे वापस किए जाएँगे।",
            'बच्चों के साथ सैर से लौट रहे एक शिक्षक ने कहा, "हमने पहले कभी इतना इंतज़ार नहीं किया।"',
        ),
        "घाट के ऊपर से गुज़रती लहरें। फोटो: पीटीआई",
        "यह भी पढ़ें: घाट की दीवार ऊँची होगी",
        (
            "संबंधित ख़बरें",
            "नए पुल की लागत दोगुनी हुई",
            "मछुआरों ने कहा जाल ख़ाली",
            "प्रकाशस्तंभ बनेगा संग्रहालय",
            "स्कूल को मिली नई छत",
            "बाज़ार मरम्मत के लिए बंद",
        ),
        (
            "न्यूज़लेटर के लिए साइन अप करें",
            "टिप्पणियाँ",
            "हमारे बारे में",
            "गोपनीयता नीति",
            "उपयोग की शर्तें",
            "© 2024 अंतरीप समाचार। सर्वाधिकार सुरक्षित।",
        ),
    ),
    Paper(
        "fa",
        "پیک دماغه",
        ("صفحه اصلی", "سیاست", "اقتصاد", "ورزش", "فرهنگ", "اشتراک", "ورود", "آب و هوا"),
        "توفان کشتی‌های مسافربری را در بندر نگه داشت",
        "نویسنده: مریم کاظمی",
        "تاریخ انتشار: ۱۲ مارس ۲۰۲۴ ۱۰:۱۵",
        "2024-03-12",
        "صدها مسافر در پایانه منتظر آرام شدن باد هستند.",
        (
            "کشتی‌هایی که دو جزیره را به هم پیوند می‌دهند روز سه‌شنبه در بندر ماندند، زیرا توفان تنگه را به روی رفت‌وآمد بسته بود و صدها مسافر در سالن انتظار ماندند.",
            "رئیس بندر، مینا فرهادی، گفت سرعت باد پیش از سپیده‌دم به صد و ده کیلومتر در ساعت رسیده است. او گفت: «در چنین هوایی کسی به دریا نمی‌رود.»",
            "دو کشتی باری به پناه دماغه شمالی فرستاده شدند و خدمه قایق نجات یک قایق تفریحی رهاشده را پیش از ظهر به بندر آوردند.",
            "شرکت کشتیرانی انتظار دارد اگر پیش‌بینی درست باشد برنامه خود را چهارشنبه از سر بگیرد و بهای بلیت همه مسافران را پس بدهد.",
            "آموزگاری که با شاگردانش از گردش برمی‌گشت گفت: «هرگز این قدر منتظر نمانده بودیم.»",
        ),
        "موج‌ها از اسکله می‌گذرند. عکس: ایرنا",
        "بیشتر بخوانید: اسکله بلندتر می‌شود",
        (
            "اخبار مرتبط",
            "هزینه پل تازه دو برابر شد",
            "ماهیگیران از تورهای خالی گله دارند",
            "فانوس دریایی موزه می‌شود",
            "سقف تازه برای مدرسه",
            "بازار برای تعمیر بسته شد",
        ),
        ("عضویت در خبرنامه", "نظرات", "درباره ما", "تماس با ما", "همه حقوق محفوظ است © ۲۰۲۴ پیک دماغه"),
    ),
)

"""Headings after which a page holds no more article: related links, newsletter boxes, comments."""

from __future__ import annotations

import re

from builder.clean.lines import Line, fold_line

_CUT = frozenset(
    fold_line(heading)
    for heading in """
related articles|related|related stories|related topics|related news|related posts|related content|related links|related reading
newsletter|newsletters|sign up for our newsletter|subscribe to our newsletter|comments|comment|leave a comment|leave a reply
post a comment|add a comment|join the conversation|view comments|show comments|most read|most popular|most viewed|trending
trending now|popular|popular posts|popular stories|latest news|latest stories|latest|more news|more stories|more from|read next
up next|recommended|recommended for you|recommended stories|you may also like|you might also like|you may like|also read
more on this story|more on this topic|more like this|editor's picks|editors picks|don't miss|from our partners|around the web
sponsored content|sponsored|promoted stories|top stories|in other news|further reading|what to read next|next article
previous article|share this article|share this story|share this|about the author|about us|contact us|tags|topics|filed under
artículos relacionados|noticias relacionadas|relacionados|relacionadas|te puede interesar|lo más leído|más noticias|boletín
comentarios|comparte|últimas noticias|lo último|también te puede interesar|suscríbete|etiquetas|más leídas
articles liés|articles similaires|à lire aussi|lire aussi|sur le même sujet|commentaires|les plus lus|les plus lues|à la une
partager|partager cet article|dernières nouvelles|dernières actualités|sur le même thème|infolettre|inscrivez-vous à notre newsletter
مقالات ذات صلة|أخبار ذات صلة|مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضاً|الأكثر قراءة|الأكثر مشاهدة|التعليقات|تعليقات|النشرة البريدية
آخر الأخبار|شارك|شارك المقال|أخبار متعلقة|المزيد من الأخبار|موضوعات متعلقة|مواضيع متعلقة
verwandte artikel|mehr zum thema|kommentare|das könnte sie auch interessieren|meistgelesen|articoli correlati|commenti
leggi anche|i più letti|artigos relacionados|notícias relacionadas|leia também|comentários|mais lidas|lees ook|reacties
相关新闻|相关文章|相关阅读|推荐阅读|热门文章|评论|延伸閱讀|相關新聞|相關文章|関連記事|おすすめ記事|コメント|人気記事|похожие статьи|читайте также|комментарии
相关新闻|猜你喜欢|网友评论|最新文章|関連ニュース|あわせて読みたい|ランキング|最新ニュース|관련기사|관련 기사|많이 본 뉴스|인기기사|댓글
संबंधित ख़बरें|संबंधित खबरें|यह भी पढ़ें|ये भी पढ़ें|ताज़ा ख़बरें|टिप्पणियाँ|न्यूज़लेटर|আরও পড়ুন|সম্পর্কিত খবর|মন্তব্য|متعلقہ خبریں|یہ بھی پڑھیں|تبصرے
اخبار مرتبط|مطالب مرتبط|بیشتر بخوانید|نظرات|دیدگاه‌ها|آخرین اخبار|خبرنامه|اقرأ أيضًا|إقرأ أيضا|إقرأ أيضًا|مقالات مشابهة|أخبار ذات صله|نشرتنا البريدية
другие новости|новости по теме|материалы по теме|по теме|самое читаемое|популярное|подписывайтесь|читайте також|коментарі|новини за темою
auch interessant|lesen sie auch|mehr aus dem ressort|leserkommentare|themen|noticias de interés|lo más visto|contenido relacionado|lee también
temas relacionados|poznaj inne|czytaj także|czytaj też|komentarze|najczęściej czytane|ilgili haberler|yorumlar|çok okunanlar|son haberler|baca juga
komentar|berita terkait|terpopuler|bình luận|tin liên quan|xem thêm|läs också|läs mer|mest läst|kommentarer|læs også|mest læste|les også|mest lest
lue myös|luetuimmat|kommentit|διαβάστε επίσης|σχετικά άρθρα|σχόλια|קראו גם|כתבות נוספות|תגובות|citește și|comentarii|čtěte také|komentáře|související články
""".replace("\n", "|").split("|")
    if heading
)

_COMMENTS = frozenset(
    fold_line(heading)
    for heading in """
comments|comment|reader comments|user comments|responses|replies|leave a comment|leave a reply|post a comment|add a comment|write a comment
join the conversation|join the discussion|discussion about this post|view comments|view all comments|show comments|show all comments|see all comments|load comments
comentarios|deja un comentario|deja una respuesta|commentaires|laisser un commentaire|kommentare|leserkommentare|alle kommentare
commenti|lascia un commento|comentários|deixe um comentário|reacties|التعليقات|تعليقات|اترك تعليقا|评论|网友评论|留言|コメント|댓글
комментарии|оставить комментарий|коментарі|коментари|komentarze|komentáře|komentar|komentari|yorumlar|bình luận|kommentarer|kommentit
σχόλια|תגובות|comentarii|hozzászólások|टिप्पणियाँ|মন্তব্য|تبصرے|نظرات|دیدگاه‌ها
""".replace("\n", "|").split("|")
    if heading
)
#: A longer line is no heading.
_MOST = 60
_COUNT = re.compile(r"\s*\d+$")
_COUNTS = re.compile(r"^\d+ (?=\D)|\s*\d+$")
_THOUGHTS = re.compile(r"^\d+ (?:thoughts?|responses?|replies) (?:on|to) ")


def cuts(line: Line) -> bool:
    """Whether a line is, as a whole, such a heading (a count or colon may follow: 'Comments (12)')."""
    if len(line.text) > _MOST:
        return False
    folded = line.folded
    return folded in _CUT or (folded[-1:].isdecimal() and _COUNT.sub("", folded) in _CUT)


def opens_comments(line: Line) -> bool:
    """Whether a line is, as a whole, the heading of readers' comments ('8 comments', 'Leave a reply')."""
    if len(line.text) > _MOST:
        return False
    folded = line.folded
    return folded in _COMMENTS or (
        any(map(str.isdecimal, folded))
        and (_COUNTS.sub("", folded) in _COMMENTS or _THOUGHTS.match(folded) is not None)
    )

/* The search panel over Pagefind's index. Nothing is fetched before it opens, and nothing leaves the site. */
import { startEngine } from "./search-engine.js"

const PAGE = 10
/* Words of an excerpt. */
const LENGTH = 28
/* A search by filters alone makes Pagefind fetch its whole index, so only archives of this size offer it. */
const LISTABLE = 3000
/* Powers of two between the weights of two parts, more than a part has articles; 125 parts fit into a number. */
const RANKS = 16
/* What a word counts that is found with the end cut off, where one that is found counts 1. */
const NEAR = 0.5
/* How much of it must be left, and letters at least: French has 'perce' (stem 'perc') for 'percees' (stem 'perce') and 'par'
   for 'party', Spanish 'parte'. */
const SHARED = 0.7
const FEWEST = 5
const SPACELESS = /([\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])/g
const SET_APART = SPACELESS.source
/* Punctuation that such characters are printed with, full-width or quotation marks. */
const STOPS = "\\u2014\\u2018-\\u201d\\u2026\\u3001-\\u303f\\uff01-\\uff0f\\uff1a-\\uff1f\\uff3b-\\uff3d\\uff5b-\\uff65"
const STOP = `([${STOPS}])`
/* The space between two such characters, or one and its punctuation, with the marks around them. */
const APART = [[SET_APART, SET_APART], [SET_APART, STOP], [STOP, SET_APART]].map(([before, after]) =>
  new RegExp(`${before}((?:</?mark>)*) +(?=(?:</?mark>)*${after})`, "g"))
const MARKS = "!#$%&'()*+,-./:;"
/* A word with what is printed before and behind it; many scripts end words in a vowel sign (\p{M}), which is no letter. */
const WORD = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su
/* The end of a sentence. */
const ENDED = /[.!?…。！？؟۔।॥።]["'”’»›)\]」』]*$/

let dialog = null

/* Open the dialog, with the panel taken from the search page the first time; gives the box for the query. */
export async function openSearch(root) {
  const here = document.querySelector("main [data-rr-panel]")
  if (here) {
    here.elements.q.focus()
    return here.elements.q
  }
  if (!dialog) {
    const reply = await fetch(new URL("search/", root))
    const page = new DOMParser().parseFromString(await reply.text(), "text/html")
    const panel = document.importNode(page.querySelector("[data-rr-panel]"), true)
    dialog = document.createElement("dialog")
    dialog.className = "rr-dialog md-typeset"
    dialog.setAttribute("aria-label", panel.elements.q.placeholder)
    dialog.append(panel)
    document.body.append(dialog)
    const close = panel.querySelector("[data-rr-close]")
    close.hidden = false
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("click", event => event.target === dialog && dialog.close())
    /* A search box takes the first Escape to empty itself; here it closes, as in Material. */
    dialog.addEventListener("keydown", event => {
      if (event.key !== "Escape") return
      event.preventDefault()
      dialog.close()
    })
    startSearch(panel, root)
  }
  if (!dialog.open) dialog.showModal()
  const query = dialog.querySelector("[name=q]")
  query.select()
  return query
}

/* Make a panel work. */
export function startSearch(panel, root) {
  const words = JSON.parse(panel.querySelector("[data-rr-words]").textContent)
  const list = panel.querySelector("[data-rr-results]")
  const status = panel.querySelector("[data-rr-status]")
  const further = panel.querySelector("[data-rr-more]")
  const narrowed = panel.querySelector("[data-rr-narrowed]")
  const plural = new Intl.PluralRules(words.language)
  const counted = (forms, n) => (forms[plural.select(n)] || forms.other).replace("{n}", new Intl.NumberFormat(words.language).format(n))
  let engines = {}
  let busy = Promise.resolve()
  let turn = 0
  let waiting = null
  let over = []
  let shown = new Set()

  /* The index has parts for each language, whose word endings they know, and a large archive's for runs of months, the
     newest first. The parts of a language share one engine, which gives their results in the order of their scores times
     the part's weight. Asked by date, Pagefind makes a result's rank within its part the score: with weights that lie
     further apart than ranks, the parts follow one another. */
  const load = async dated => {
    const languages = await (await fetch(new URL("pagefind/shards.json", root))).json()
    return Promise.all(languages.map(async ([first, ...others]) => {
      const middle = Math.floor(others.length / 2)
      const options = place => ({ excerptLength: LENGTH, indexWeight: dated ? 2 ** (RANKS * (middle - place)) : 1 })
      const engine = await startEngine(new URL(`pagefind/${first}`, root), options(0), `dated=${dated}&turn=${turn}`)
      const merging = (part, n) => engine.mergeIndex(new URL(`pagefind/${part}`, root).pathname, options(n + 1))
      await Promise.all(others.map(merging))
      return engine
    }))
  }

  const chosen = () => {
    const filters = {}
    for (const name of ["source", "year", "language", "relation", "entity"]) {
      const value = panel.elements[name].value.trim()
      if (value) filters[name] = [value]
    }
    return filters
  }

  const ask = async (query, filters, order) => {
    const found = query ? await answers(false, query, { filters }) : []
    const known = await Promise.all(found.map((results, n) => meant(query, results, n)))
    const most = Math.max(NEAR, ...known.flatMap(counts => [...counts.values()]))
    const meaning = (result, n) => known[n].get(part(result)) === most
    const kept = replies => query ? replies.map((results, n) => results.filter(result => meaning(result, n))) : replies
    if (!order) return byScore(kept(found).flat())
    const streams = kept(await answers(true, query, { filters, sort: { date: "desc" } })).flatMap(inOrder)
    for (const stream of order === "asc" ? streams : []) stream.reverse()
    return byDay(streams, order)
  }

  /* A language's results by date, in runs that each are in order: the rank of a part's last article is 0, which no weight
     puts in its place among the parts. */
  const inOrder = results => {
    const last = results.findIndex(result => !result.score)
    return last < 0 ? [results] : [results.slice(0, last), ...results.slice(last).map(result => [result])]
  }

  /* Each language's results. */
  const answers = async (dated, query, options) => {
    engines[dated] ||= load(dated)
    const replies = (await engines[dated]).map(engine => engine.search(query, options))
    return (await Promise.all(replies)).map(reply => reply.results)
  }

  /* Which part a result is of: its name says so up to a line, unless Pagefind made the part by itself. */
  const part = result => result.id.slice(0, result.id.lastIndexOf("-") + 1)

  /* Where a part has no such word, Pagefind takes one that it begins with ('per' for 'perplexing'), which in a title
     outdoes the word itself in another part's text, or drops it beside others that it has. So the best result of each part
     is looked at (of several parts that cannot be told apart, as many as are shown at a time); gives for each part how many
     of the words it has, one with another ending for a part of one: where another has more of them, what it found is not
     what was meant. `n` is the engine's number. */
  const meant = async (query, results, n) => {
    const words = query.split(/\s+/).filter(bare)
    const best = new Map()
    for (const result of results) {
      const name = part(result)
      if (best.has(name)) best.get(name).push(result)
      else best.set(name, [result])
    }
    const asked = {}
    const having = word => asked[word] ||= whole(word, n)
    const known = new Map()
    await Promise.all([...best].map(async ([name, own]) => {
      const looked = own.slice(0, name ? 1 : PAGE).map(result => alike(words, result, having))
      known.set(name, Math.max(...await Promise.all(looked)))
    }))
    return known
  }

  /* The parts that have a word, or another of its stem. Between quotation marks, Pagefind takes no shorter one. */
  const whole = async (word, n) => {
    const engine = (await engines[false])[n]
    return new Set((await engine.search(`"${word.replaceAll('"', "")}"`)).results.map(part))
  }

  /* How many of the words typed are found: one stands in a word that was, or begins what is said beside the text, which is
     never marked; or its part of the index has it in another form ('ferry' for 'ferries'). */
  const alike = async (words, result, having) => {
    const { locations, raw_content, meta } = await result.data()
    const texts = raw_content.split(/\s+/)
    const marks = [...new Set(locations.map(place => bare(texts[place] ?? "")))]
    const beside = `${meta.source} ${meta.date}`.split(/\s+/).map(bare)
    const counts = await Promise.all(words.map(async typed => {
      const word = bare(typed)
      if (marks.some(mark => mark.includes(word)) || beside.some(other => begins(word, other))) return 1
      if ((await having(typed)).has(part(result))) return 1
      return marks.some(mark => common(word, mark) >= Math.max(FEWEST, SHARED * word.length)) ? NEAR : 0
    }))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  /* Whether a word is the beginning of another, or the other with a longer ending. */
  const begins = (word, other) => other.startsWith(word) || other && word.startsWith(other) && other.length * 4 >= word.length * 3

  /* Letters with which both words begin. */
  const common = (a, b) => {
    const other = [...a].findIndex((letter, n) => letter !== b[n])
    return other < 0 ? a.length : other
  }

  const bare = word => word.normalize("NFD").replace(/[\p{M}\P{L}]/gu, letter => /\p{N}/u.test(letter) ? letter : "").toLowerCase()

  /* What was found, given out in order, so many at a time; `left` says how many are still to come. */
  const byScore = results => {
    results.sort((a, b) => b.score - a.score)
    return {
      get left() { return results.length },
      take: count => Promise.all(results.splice(0, count).map(result => result.data())),
    }
  }

  /* Each stream of results is in order; those at the front of all are compared by their days. */
  const byDay = (streams, order) => {
    const read = streams.map(() => [])
    const sign = order === "asc" ? 1 : -1
    return {
      get left() { return streams.flat().length + read.flat().length },
      async take(count) {
        await Promise.all(streams.map(async (stream, n) => {
          const missing = stream.splice(0, Math.max(0, count - read[n].length))
          read[n].push(...await Promise.all(missing.map(result => result.data())))
        }))
        const taken = []
        while (taken.length < count && read.some(found => found.length)) {
          const fronts = read.filter(found => found.length)
          fronts.sort((a, b) => sign * more(a[0]).day.localeCompare(more(b[0]).day))
          taken.push(fronts[0].shift())
        }
        return taken
      },
    }
  }

  const search = async () => {
    const mine = ++turn
    const typed = panel.elements.q.value.trim()
    const filters = chosen()
    const count = Object.keys(filters).length
    narrowed.textContent = count ? `(${count})` : ""
    if (!typed && (!count || panel.dataset.articles > LISTABLE)) {
      list.replaceChildren()
      further.hidden = true
      status.textContent = words.start
      return
    }
    const sort = panel.elements.sort.value
    const query = typed ? typed.replace(SPACELESS, " $1 ").trim() : null
    const order = sort || (typed ? "" : "desc")
    let found
    try {
      /* One after the other: of searches that overlap only the last one counts. */
      busy = busy.catch(() => {}).then(() => mine === turn ? ask(query, filters, order) : null)
      found = await busy
    } catch {
      engines = {}
      status.textContent = words.failed
      return
    }
    if (mine !== turn) return
    waiting = found
    over = []
    shown = new Set()
    status.textContent = waiting.left ? counted(words.found, waiting.left) : words.none.replace("{query}", typed)
    list.replaceChildren()
    await page(mine, typed)
  }

  /* The next results; versions of a story that already stands above are folded into it. */
  const page = async (mine, typed) => {
    const lines = []
    while (lines.length < PAGE && (over.length || waiting.left)) {
      if (!over.length) over = await waiting.take(PAGE)
      if (mine !== turn) return
      const data = over.shift()
      const key = more(data).story || data.url
      if (shown.has(key)) continue
      shown.add(key)
      lines.push(line(data, typed))
    }
    list.append(...lines)
    further.hidden = !(over.length || waiting.left)
  }

  /* What nobody is to find by a word is written in marks, two for each character. */
  const more = data => JSON.parse(data.meta.more.replace(/../g, two =>
    String.fromCharCode(16 * MARKS.indexOf(two[0]) + MARKS.indexOf(two[1]))))

  const line = (data, typed) => {
    const item = panel.querySelector("[data-rr-result]").content.cloneNode(true)
    const part = name => item.querySelector(`[data-rr="${name}"]`)
    const address = new URL(data.url.replace(/^.*?(?=articles\/)/, ""), root)
    for (const word of foundWords(data, typed)) address.searchParams.append("found", word)
    part("date").textContent = data.meta.date
    part("title").textContent = data.meta.title
    part("title").href = address
    const { lang, story, versions } = more(data)
    if (lang) {
      part("title").lang = lang
      part("excerpt").lang = lang
    }
    part("excerpt").append(...excerpt(told(data)))
    part("source").textContent = data.meta.source
    if (versions) {
      part("story").textContent = counted(words.versions, versions)
      part("story").href = new URL(story, root)
    } else part("versions").remove()
    return item
  }

  /* The words to mark on the page: those typed, and those found for them, which may end otherwise ('ferries', 'ferry'). */
  const foundWords = (data, typed) => {
    const marked = [...parsed(data.excerpt).querySelectorAll("mark")].map(mark => mark.textContent.match(WORD)[2])
    const whole = marked.filter(word => word && word.search(SPACELESS) < 0)
    return new Set([...typed.split(/\s+/), ...whole].filter(Boolean).slice(0, 12))
  }

  const parsed = html => new DOMParser().parseFromString(html, "text/html").body

  /* What is shown of a text: what Pagefind's excerpt begins with, or the beginning where words of the title alone were
     found, which stands behind the text and is no part of it. An ellipsis says that it begins or ends within a sentence;
     where characters are set apart, a stop may be so from the bracket or quotation mark behind it. */
  const told = data => {
    const words = data.raw_content.split(/\s+/)
    const title = data.meta.title.replace(SPACELESS, " $1 ").trim().split(/\s+/)
    const end = words.length - title.length
    const places = new Set(data.locations)
    const theirs = data.excerpt.replace(/<\/?mark>/g, "").split(/\s+/)
    const found = words.findIndex((_, start) => theirs.every((word, n) => words[start + n] === word))
    const inTitle = data.locations.every(place => place >= end)
    const start = inTitle ? 0 : Math.max(0, Math.min(found, end - LENGTH))
    const shown = words.slice(start, Math.min(start + LENGTH, end))
    const within = place => !ENDED.test(words.slice(Math.max(0, place - 3), place).join(""))
    const marked = shown.map((word, n) => places.has(start + n) ? `<mark>${word}</mark>` : word)
    const stop = start + shown.length
    return `${start && within(start) ? "…" : ""}${marked.join(" ")}${stop < end && within(stop) ? "…" : ""}`
  }

  /* An excerpt is HTML with <mark>; only its text and its marks are taken over, without the stop behind a word. Characters
     that were set apart to be found one by one stand together again. */
  const excerpt = html => {
    const nodes = [...parsed(APART.reduce((joined, space) => joined.replace(space, "$1$2"), html)).childNodes]
    return nodes.flatMap(node => {
      if (node.nodeName !== "MARK") return node.textContent
      const [whole, before, word, behind] = node.textContent.match(WORD)
      const mark = document.createElement("mark")
      mark.textContent = word || whole
      return word ? [before, mark, behind] : mark
    })
  }

  /* The search page's address says what is looked for: it can be passed on, and the way back from a result leads here. */
  const asking = () => {
    search()
    if (!panel.closest("main")) return
    const told = [...new FormData(panel)].filter(([, value]) => value.trim())
    history.replaceState(null, "", told.length ? `?${new URLSearchParams(told)}` : location.pathname)
  }

  let pause = 0
  panel.addEventListener("input", event => {
    clearTimeout(pause)
    pause = setTimeout(asking, event.target.name === "q" ? 120 : 0)
  })
  panel.addEventListener("reset", () => {
    const query = panel.elements.q.value
    setTimeout(() => {
      panel.elements.q.value = query
      asking()
    })
  })
  panel.addEventListener("submit", event => {
    event.preventDefault()
    const first = list.querySelector("a[data-rr=title]")
    if (first && document.activeElement === panel.elements.q) location.href = first.href
  })
  further.addEventListener("click", () => page(turn, panel.elements.q.value.trim()))
  panel.addEventListener("keydown", event => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.target.matches("select, [list]")) return
    const stops = [panel.elements.q, ...list.querySelectorAll("a[data-rr=title]")]
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
    if (next < 0 || next >= stops.length) return
    event.preventDefault()
    stops[next].focus()
  })

  const asked = new URLSearchParams(location.search)
  if (panel.closest("main")) {
    for (const name of ["q", "source", "year", "language", "relation", "entity", "sort"]) {
      const typed = name === "q" && panel.elements.q.value
      if (asked.has(name) && !typed) panel.elements[name].value = asked.get(name)
    }
    /* What a reader typed before this script was here is searched for too. */
    if ([...asked.keys()].length || panel.elements.q.value.trim()) search()
  }
}

/* What a page does beyond being read: copying, quoting, keeping found words marked, opening the search. */
const root = new URL(document.querySelector("script[data-base]").dataset.base.replace(/\/?$/, "/"), location)

/* Copy buttons are hidden until here: without JavaScript they would do nothing. */
for (const button of document.querySelectorAll("[data-rr-copy]")) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.rrCopy).textContent.trim())
    const words = button.textContent
    button.textContent = button.dataset.rrDone
    setTimeout(() => (button.textContent = words), 1600)
  })
}

/* A link to what is selected in the text: a text fragment with the words around it, which finds the quotation by its
   words and so survives edits elsewhere on the page. */
const text = document.querySelector(".rr-text")
const quote = document.querySelector("[data-rr-quote]")
if (text && quote && navigator.clipboard) {
  document.addEventListener("selectionchange", () => {
    const selection = getSelection()
    const inside = selection.rangeCount && !selection.isCollapsed && text.contains(selection.getRangeAt(0).commonAncestorContainer)
    quote.hidden = !inside
  })
  quote.addEventListener("mousedown", event => event.preventDefault())
  quote.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.origin + location.pathname + fragment(getSelection().getRangeAt(0)))
    const words = quote.textContent
    quote.textContent = quote.dataset.rrDone
    setTimeout(() => (quote.textContent = words), 1600)
  })
}

function fragment(range) {
  const encode = words => encodeURIComponent(words.trim()).replace(/-/g, "%2D")
  const before = range.cloneRange()
  before.setStart(text, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const after = range.cloneRange()
  after.setEnd(text, text.childNodes.length)
  after.setStart(range.endContainer, range.endOffset)
  const words = range.toString().trim().split(/\s+/)
  const quoted = words.length > 12 ? `${encode(words.slice(0, 5).join(" "))},${encode(words.slice(-5).join(" "))}` : encode(words.join(" "))
  const prefix = before.toString().split("\n").pop().trim().split(/\s+/).slice(-3).join(" ")
  const suffix = after.toString().split("\n")[0].trim().split(/\s+/).slice(0, 3).join(" ")
  return `#:~:text=${prefix ? encode(prefix) + "-," : ""}${quoted}${suffix ? ",-" + encode(suffix) : ""}`
}

/* Words that were searched for stay marked on the page that was found. */
const found = new URLSearchParams(location.search).getAll("found").filter(Boolean)
if (text && found.length) {
  const escaped = found.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  const pattern = new RegExp(`(${escaped.join("|")})`, "giu")
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  for (const node of nodes) {
    const parts = node.data.split(pattern)
    if (parts.length === 1) continue
    node.replaceWith(
      ...parts.map((part, place) => {
        if (place % 2 === 0) return part
        const mark = document.createElement("mark")
        mark.textContent = part
        return mark
      }),
    )
  }
  text.querySelector("mark")?.scrollIntoView({ block: "center" })
}

/* Search: `/` and `s` open it, as in Material. The link leads to a page of its own where this fails. What is typed
   while the panel is on its way is not lost. */
const link = document.querySelector("[data-rr-search]")
let ahead = null
const open = async () => {
  if (ahead !== null) return
  ahead = ""
  try {
    const { openSearch } = await import(new URL("assets/archive/search.js", root))
    const query = await openSearch(root)
    if (ahead) {
      query.value = ahead
      query.dispatchEvent(new Event("input", { bubbles: true }))
    }
  } catch {
    location.href = link.href
  } finally {
    ahead = null
  }
}
if (link) {
  link.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    open()
  })
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]")
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (ahead !== null && event.key.length === 1) {
      event.preventDefault()
      ahead += event.key
    } else if (["/", "s"].includes(event.key)) {
      event.preventDefault()
      open()
    }
  })
}
const panel = document.querySelector("[data-rr-panel]")
if (panel) {
  import(new URL("assets/archive/search.js", root)).then(({ startSearch }) => startSearch(panel, root))
}

/* Tabbed content of pages that people add: a hash chooses a tab, as Material's inline script did. */
const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
if (target && target.name) target.checked = target.name.startsWith("__tabbed_")

// Reading and writing the archive's files for an editing form. What the form did not change keeps its bytes: a file is
// cut into blocks (a key of the front matter, an entry of a list), and only blocks whose value changed are written anew.
import { Document, isMap, isScalar, isSeq, parse, parseDocument, Scalar, visit } from "./yaml/index.js"

// All values are text, as builder reads them: no number, no date, no truth value.
const AS_TEXT = { schema: "failsafe", uniqueKeys: true, strict: true, prettyErrors: true }
const LAYOUT = { indentSeq: false, lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Infinity }

// The values of a file. `shape` is "article", "lead" (front matter optional), "names" or "sources" (lists of entries).
export function read(text, shape) {
  if (shape === "names" || shape === "sources") {
    const entries = values(document_(text).contents) ?? []
    if (!Array.isArray(entries)) throw new Error("an authority file is a list of entries")
    return { entries: shape === "names" ? entries.map(opened) : entries }
  }
  const file = parted(text, shape)
  const held = values(document_(file.head).contents) ?? {}
  if (typeof held !== "object" || Array.isArray(held)) throw new Error("front matter has keys and values")
  const { body: _, ...data } = held
  return { ...data, body: shown(file.body) }
}

// The file's text with what the form changed. `keys` are the front matter's, in order: { name, day }.
export function written(text, data, shape, keys) {
  if (shape === "names" || shape === "sources") {
    if (!Array.isArray(data.entries)) throw new Error("the entries were not read")
    const entries = data.entries.map(entry => pruned(shape === "names" ? closed(entry) : entry))
    return listWritten(text, entries.filter(entry => entry !== undefined))
  }
  const file = parted(text, shape)
  const { body = "", story, ...rest } = data
  const front = shape === "lead" ? rest : { ...rest, story }
  const head = file.fenced ? headWritten(file.head, front, keys) : file.head
  const before = shown(file.body)
  let tail = file.body
  if (body !== before) {
    const start = file.body.length - file.body.replace(/^[\r\n]+/, "").length
    const lead = before ? file.body.slice(0, start) : file.fenced ? file.newline : ""
    const end = before ? file.body.slice(file.body.replace(/[\r\n]+$/, "").length) : file.newline
    tail = lead + body.replace(/^\n+|\n+$/g, "").replace(/\n/g, file.newline) + end
  }
  return file.opening + head + file.closing + tail
}

// A file with front matter in parts that together are its text.
function parted(text, shape) {
  const newline = /^[^\n]*\r\n/.test(text) ? "\r\n" : "\n"
  const opening = /^\ufeff?---[ \t]*\r?\n/.exec(text)?.[0]
  if (opening === undefined) {
    if (shape !== "lead") throw new Error("no front matter")
    return { fenced: false, opening: "", head: "", closing: "", body: text, newline }
  }
  const rest = text.slice(opening.length)
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m.exec(rest)
  if (!closing) throw new Error("the front matter is never closed with '---'")
  const body = rest.slice(closing.index + closing[0].length)
  return { fenced: true, opening, head: rest.slice(0, closing.index), closing: closing[0], body, newline }
}

const shown = body => body.replace(/\r\n/g, "\n").replace(/^\n+|\n+$/g, "")

function document_(text) {
  const found = parseDocument(text, AS_TEXT)
  if (found.errors.length) throw new Error(found.errors[0].message)
  return found
}

function values(node) {
  return node ? pruned(node.toJS(node.doc ?? new Document(null, AS_TEXT))) : undefined
}

// The value without what is empty: a form gives '' or [] for what was never filled in. undefined where nothing is left.
function pruned(value) {
  if (value === null || value === undefined || value === "") return undefined
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter(item => item !== undefined)
    return kept.length ? kept : undefined
  }
  if (typeof value === "object") {
    const kept = Object.entries(value).map(([key, held]) => [key, pruned(held)]).filter(pair => pair[1] !== undefined)
    return kept.length ? Object.fromEntries(kept) : undefined
  }
  return String(value)
}

const equal = (a, b) => canonical(a) === canonical(b)

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  if (value && typeof value === "object")
    return `{${Object.keys(value).sort().map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`
  return JSON.stringify(value) ?? "null"
}

// What an item of a list is about: an entry or a link that says something else of the same is a change of it.
function identity(value) {
  const name = ["id", "name", "article", "text", "stop"].find(key => typeof value?.[key] === "string")
  return name ? canonical({ [name]: value[name] }) : canonical(value)
}

// An alias is a text or { text, only_with }; the form shows every one as the latter.
const opened = entry =>
  Array.isArray(entry?.aliases)
    ? { ...entry, aliases: entry.aliases.map(alias => (typeof alias === "string" ? { text: alias } : alias)) }
    : entry
const closed = entry =>
  Array.isArray(entry?.aliases)
    ? {
        ...entry,
        aliases: entry.aliases.map(alias =>
          alias && typeof alias === "object" && Object.keys(pruned(alias) ?? {}).join() === "text" ? alias.text : alias
        ),
      }
    : entry

// --- Front matter ---

function headWritten(head, data, keys) {
  const found = document_(head)
  if (found.contents !== null && (!isMap(found.contents) || found.contents.flow))
    throw new Error("front matter on a single line in { } is edited as a file")
  const newline = /\r\n/.test(head) ? "\r\n" : "\n"
  const blocks = (found.contents?.items ?? []).map(pair => {
    const key = String(pair.key.value)
    return { key, value: values(pair.value), pair, ...span(head, pair.key.range[0], pair.value?.range[1] ?? pair.key.range[1]) }
  })
  const wanted = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, pruned(value)]).filter(([, value]) => value !== undefined)
  )
  const known = new Map(blocks.map(block => [block.key, block]))
  const edits = []
  for (const block of blocks) {
    if (block.key === "body") continue
    const value = wanted[block.key]
    if (equal(block.value, value)) continue
    const text = value === undefined ? comments(block.pair) : changed(head, block, value, keys)
    edits.push({ start: block.start, end: block.end, text: text.replace(/\r?\n/g, newline) })
  }
  const order = keys.map(key => key.name)
  for (const [key, value] of Object.entries(wanted)) {
    if (known.has(key)) continue
    const rank = order.indexOf(key)
    const later = rank < 0 ? undefined : blocks.find(block => order.indexOf(block.key) > rank)
    const start = later ? later.start : head.length
    edits.push({ start, end: start, text: fresh(key, value, keys).replace(/\n/g, newline), rank })
  }
  const result = applied(head, edits)
  const after = values(document_(result).contents) ?? {}
  for (const key of new Set([...known.keys(), ...Object.keys(wanted)]))
    if (!equal(after[key], key === "body" ? known.get(key)?.value : wanted[key]))
      throw new Error(`${key}: cannot be written without touching other lines; edit the file`)
  return result
}

// The lines of a block: from the start of the line where it begins to the end of the line where its last value ends.
function span(text, from, to) {
  const start = text.lastIndexOf("\n", from - 1) + 1
  const last = from + text.slice(from, to).trimEnd().length
  const newline = text.indexOf("\n", last)
  return { start, end: newline < 0 ? text.length : newline + 1 }
}

function applied(text, edits) {
  const ordered = edits.map((edit, place) => ({ ...edit, place }))
  ordered.sort((a, b) => a.start - b.start || (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.place - b.place)
  let result = ""
  let at = 0
  for (const edit of ordered) {
    result += text.slice(at, edit.start)
    if (result && edit.text && !result.endsWith("\n")) result += "\n"
    result += edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

// The comments of what goes: they stay, on lines of their own.
function comments(node) {
  const found = []
  visit(node, (_, { commentBefore, comment }) => found.push(commentBefore, comment))
  return found.filter(Boolean).map(text => text.replace(/^/gm, "#") + "\n").join("")
}

// A key's lines with another value; comments beside what stays are kept.
function changed(head, block, value, keys) {
  const { pair } = block
  const old = pair.value
  const day = keys.some(key => key.name === block.key && key.day)
  if (isScalar(old) && typeof value === "string" && !/^BLOCK/.test(old.type ?? "") && old.range[1] > old.range[0]) {
    const line = head.slice(block.start, block.end)
    const [from, to] = [old.range[0] - block.start, old.range[1] - block.start]
    return line.slice(0, from) + inline(value, day) + line.slice(to)
  }
  const alone = parseDocument(head.slice(block.start, block.end).replace(/\r\n/g, "\n"), AS_TEXT)
  const node = alone.contents.items[0].value
  if (isMap(node) && !Array.isArray(value) && typeof value === "object") assign(alone, node, value)
  else if (isSeq(node) && Array.isArray(value)) assign(alone, node, value)
  else return fresh(block.key, value, keys)
  return alone.toString(LAYOUT)
}

const fresh = (key, value, keys) =>
  typeof value === "string"
    ? `${key}: ${inline(value, keys.some(one => one.name === key && one.day))}\n`
    : dressed(new Document({ [key]: value }, AS_TEXT)).toString(LAYOUT)

// --- Lists of entries ---

function listWritten(text, wanted) {
  const found = document_(text)
  const root = found.contents
  if (root !== null && !isSeq(root)) throw new Error("an authority file is a list of entries")
  if (root?.flow && root.items.length) throw new Error("a list in [ ] is edited as a file")
  const newline = /\r\n/.test(text) ? "\r\n" : "\n"
  const blocks = (root?.flow ? [] : (root?.items ?? [])).map(item => ({
    item,
    value: values(item),
    ...span(text, item.range[0], item.range[1]),
  }))
  const edits = root?.flow ? [{ start: root.range[0], end: root.range[1], text: "" }] : []
  const ends = blocks.length ? blocks[0].start : text.length
  let at = ends
  for (const step of steps(blocks.map(block => block.value), wanted)) {
    const block = step.old === undefined ? undefined : blocks[step.old]
    const value = step.now === undefined ? undefined : wanted[step.now]
    if (block && value === undefined) edits.push({ start: block.start, end: block.end, text: comments(block.item) })
    else if (block && !equal(block.value, value)) {
      const alone = parseDocument(text.slice(block.start, block.end).replace(/\r\n/g, "\n"), AS_TEXT)
      assign(alone, alone.contents, [value])
      edits.push({ start: block.start, end: block.end, text: alone.toString(LAYOUT).replace(/\n/g, newline) })
    } else if (!block) {
      const lines = dressed(new Document([value], AS_TEXT)).toString(LAYOUT)
      edits.push({ start: at, end: at, text: lines.replace(/\n/g, newline) })
    }
    if (block) at = block.end
  }
  const result = applied(text, edits)
  if (!equal(values(document_(result).contents) ?? [], wanted))
    throw new Error("this cannot be written without touching other lines; edit the file")
  return result
}

// Old and new items side by side, in the new order: { old } is deleted, { now } is new, { old, now } stays or changed.
function steps(old, now) {
  const [m, n] = [old.length, now.length]
  // Equal heads and tails are most of a long list: only what lies between is compared item by item.
  let head = 0
  while (head < m && head < n && equal(old[head], now[head])) head++
  let tail = 0
  while (tail < m - head && tail < n - head && equal(old[m - 1 - tail], now[n - 1 - tail])) tail++
  const a = old.slice(head, m - tail).map(identity)
  const b = now.slice(head, n - tail).map(identity)
  const length = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1])
  const found = Array.from({ length: head }, (_, k) => ({ old: k, now: k }))
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) found.push({ old: head + i++, now: head + j++ })
    else {
      // A run of deletions and one of insertions at the same place: as many changes as both have, then the rest.
      const [si, sj] = [i, j]
      while (i < a.length && (j >= b.length || (a[i] !== b[j] && length[i + 1][j] >= length[i][j + 1]))) i++
      while (j < b.length && (i >= a.length || (a[i] !== b[j] && length[i][j + 1] >= length[i + 1][j]))) j++
      const both = Math.min(i - si, j - sj)
      for (let k = 0; k < both; k++) found.push({ old: head + si + k, now: head + sj + k })
      for (let k = si + both; k < i; k++) found.push({ old: head + k })
      for (let k = sj + both; k < j; k++) found.push({ now: head + k })
    }
  }
  for (let k = 0; k < tail; k++) found.push({ old: m - tail + k, now: n - tail + k })
  return found
}

// Put a value into a node, leaving the nodes (and their comments) whose values stay.
function assign(doc, node, value) {
  if (isSeq(node)) {
    const held = node.items
    node.items = []
    for (const step of steps(held.map(values), value)) {
      if (step.now === undefined) continue
      node.items.push(step.old === undefined ? created(doc, value[step.now]) : put(doc, held[step.old], value[step.now]))
    }
    return
  }
  for (const pair of [...node.items]) {
    const now = value[pair.key.value]
    if (now === undefined && values(pair.value) !== undefined) node.delete(pair.key)
    else if (now !== undefined) pair.value = put(doc, pair.value, now)
  }
  for (const [key, now] of Object.entries(value)) if (!node.has(key)) node.set(key, created(doc, now))
}

function put(doc, node, value) {
  if (equal(values(node), value)) return node
  if ((isSeq(node) && Array.isArray(value)) || (isMap(node) && typeof value === "object" && !Array.isArray(value))) {
    assign(doc, node, value)
    return node
  }
  const made = created(doc, value)
  if (isScalar(node) && isScalar(made)) made.comment = node.comment
  return made
}

const created = (doc, value) => dressedNode(doc.createNode(value))

function dressed(doc) {
  dressedNode(doc.contents)
  return doc
}

function dressedNode(node) {
  if (isScalar(node)) node.type = style(node.value)
  else for (const item of node.items) dressedNode(isMap(node) ? item.value : item)
  return node
}

// --- Single values ---

// Quoted only where YAML 1.1 or 1.2 would read the plain text as something else; a day's key holds it plain.
function style(text) {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return Scalar.QUOTE_DOUBLE
  return ["1.1", "1.2"].every(version => plainly(text, version)) ? Scalar.PLAIN : Scalar.QUOTE_SINGLE
}

function plainly(text, version) {
  // Truth values of YAML 1.1 that the library leaves to its readers.
  if (/^[yn]$/i.test(text)) return false
  try {
    return parse(`- ${text}`, { version, strict: true })?.[0] === text
  } catch {
    return false
  }
}

function inline(text, day = false) {
  if (day && /^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const node = new Scalar(text)
  node.type = style(text)
  return new Document(node, AS_TEXT).toString(LAYOUT).trimEnd()
}

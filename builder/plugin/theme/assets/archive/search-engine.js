/* One of Pagefind's engines, in a worker of its own, spoken to as Pagefind's own pagefind.js does. That file holds the
   whole program a second time, 45 kB, for browsers that start no worker: only these fetch it. */

/* Milliseconds that a worker has to answer. */
const PATIENCE = 5000

/* The engine of an index, `folder` its address. `options` are Pagefind's; `fresh` tells one import from another, since
   engines of one module share their memory, and one that failed to load stays so. */
export async function startEngine(folder, options, fresh) {
  const given = { ...options, basePath: folder.pathname }
  let engine
  try {
    engine = await inWorker(folder, given)
  } catch {
    engine = await import(new URL(`pagefind.js?${fresh}`, folder))
    await engine.options({ ...given, noWorker: true })
    await engine.init()
  }
  try {
    /* Setting a ranking, if only the usual one, waits until the engine is there; merging would wait for ever for one
       that cannot be loaded. */
    await engine.options({ ranking: {} })
  } catch (fault) {
    await engine.destroy()
    throw fault
  }
  return engine
}

const inWorker = async (folder, options) => {
  const worker = new Worker(new URL("pagefind-worker.js", folder))
  const open = new Map()
  let number = 0
  const say = (method, ...args) => new Promise((resolve, reject) => {
    open.set(++number, { resolve, reject })
    worker.postMessage({ id: number, method, args })
  })
  worker.addEventListener("message", ({ data: { id, result, error } }) => {
    const asked = open.get(id)
    open.delete(id)
    if (error) asked?.reject(new Error(error))
    else asked?.resolve(result)
  })
  worker.addEventListener("error", () => {
    for (const { reject } of open.values()) reject(new Error("the worker failed"))
    open.clear()
  })
  /* What a result says is made when it is asked for; the worker holds what it needs for that until the result is gone. */
  const gone = new FinalizationRegistry(data => say("releaseData", data))
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("the worker is late")), PATIENCE))
  try {
    const language = document.documentElement.lang.toLowerCase() || "unknown"
    await Promise.race([say("init", { ...options, language, primary: true }), late])
  } catch (fault) {
    worker.terminate()
    throw fault
  }
  return {
    options: changed => say("options", changed),
    mergeIndex: (part, own) => say("mergeIndex", part, own),
    destroy: async () => worker.terminate(),
    search: async (term, how) => {
      const found = await say("search", term, how)
      for (const result of found.results) {
        const data = result.data
        gone.register(result, data)
        result.data = () => say("getData", data)
      }
      return found
    },
  }
}

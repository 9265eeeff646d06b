/** The inbox comes first; after this long the worker may fetch what the page needs later. Milliseconds. */
const REST_MS = 8_000;

/** Lets the page open without a line from now on. Browsers and addresses that know no workers go on without. */
export async function startServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    setTimeout(() => active?.postMessage("keep"), REST_MS);
  } catch {
    // A certificate that the browser does not trust, or storage that is forbidden: the page needs its line then.
  }
}

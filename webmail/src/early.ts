/**
 * A script of its own that is there before the page's files: whoever has a session is asked for while those are on their way. A page that
 * opened here before starts with what this machine keeps, and asks later.
 */
if (localStorage.getItem("mail.person") === null) {
  const answers: Record<string, Promise<Response>> = {};
  for (const path of ["/api/auth/session", "/.well-known/jmap"])
    answers[path] = fetch(path, {
      credentials: "same-origin",
      cache: "no-store",
      headers: { Accept: "application/json" },
    });
  // A cut line is met by whoever asks again.
  for (const answer of Object.values(answers)) answer.catch(() => {});
  (globalThis as { early?: typeof answers }).early = answers;
}

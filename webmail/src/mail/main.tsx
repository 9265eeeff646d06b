import { isPage, mount } from "../app/mount.tsx";
import { startServiceWorker } from "../app/service-worker.ts";
import { MailApp } from "./MailApp.tsx";

// The console fetches the file that this stands in, for what it shares with the mail page.
if (isPage("mail")) {
  void mount((session) => <MailApp session={session} />);
  void startServiceWorker();
}

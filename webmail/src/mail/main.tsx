import { mount } from "../app/mount.tsx";
import { startServiceWorker } from "../app/service-worker.ts";
import { MailApp } from "./MailApp.tsx";

void mount((session) => <MailApp session={session} />);
void startServiceWorker();

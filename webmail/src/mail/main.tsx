import { mount } from "../app/mount.tsx";
import { MailApp } from "./MailApp.tsx";

void mount((session) => <MailApp session={session} />);

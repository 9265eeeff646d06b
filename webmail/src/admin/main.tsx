import { mount } from "../app/mount.tsx";

void mount((session) => <p>{session.account.name}</p>);

import "./styles.ts";
import { mount } from "../app/mount.tsx";
import { AdminApp } from "./AdminApp.tsx";

void mount((session) => <AdminApp session={session} />);

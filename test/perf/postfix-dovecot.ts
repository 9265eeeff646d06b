import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { installDebianPackages } from "../../scripts/debian-packages.ts";

const DOMAIN = "theirs.test";
/** The mail of all users belongs to nobody: nobody signs in to the machine. */
const NOBODY = 65_534;
const POLL_MS = 10;

/** Postfix that hands over to Dovecot by LMTP, Maildir, otherwise as Debian ships them; on loopback, in a folder of its own. */
export type Peer = {
  port: number;
  imapPort: number;
  domain: string;
  /** Resolves once nothing is queued any more: every message is in a Maildir. Throws when something was deferred. */
  drained(): Promise<void>;
  /** How many messages lie in all Maildirs. */
  delivered(): number;
  stop(): void;
};

/** Installs the packages when they are missing; false when that is not allowed here. */
export function havePeer(): boolean {
  const missing = ["/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp", "/usr/lib/dovecot/imap"].some(
    (file) => spawnSync("test", ["-e", file]).status !== 0,
  );
  return !missing || installDebianPackages(["postfix", "dovecot-imapd", "dovecot-lmtpd"]);
}

/** Starts it in `dir` for these users (local parts), all of them members of the alias `tatca`. */
export async function startPeer(dir: string, users: readonly string[]): Promise<Peer> {
  chmodSync(dir, 0o755);
  const [port, imapPort] = [await freePort(), await freePort()];
  startDovecot(dir, imapPort);
  startPostfix(dir, port, users);
  const queue = join(dir, "queue");
  const waiting = () => ["maildrop", "incoming", "active"].reduce((n, name) => n + countFiles(join(queue, name)), 0);
  return {
    port,
    imapPort,
    domain: DOMAIN,
    async drained() {
      while (waiting() > 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const deferred = countFiles(join(queue, "deferred"));
      if (deferred > 0) throw new Error(`Postfix deferred ${deferred} messages`);
    },
    delivered() {
      const found = spawnSync("find", [join(dir, "mail"), "-path", "*/new/*", "-type", "f", "-printf", "."]);
      return found.stdout.length;
    },
    stop() {
      run("postfix", ["-c", join(dir, "postfix"), "stop"]);
      process.kill(Number(readFileSync(join(dir, "dovecot/master.pid"), "utf8")), "SIGTERM");
    },
  };
}

function startPostfix(dir: string, port: number, users: readonly string[]): void {
  const config = join(dir, "postfix");
  for (const name of ["postfix", "queue", "postfix-data"]) mkdirSync(join(dir, name), { recursive: true });
  const [, uid = "0", gid = "0"] = /^postfix:[^:]*:(\d+):(\d+)/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  chownSync(join(dir, "postfix-data"), Number(uid), Number(gid));
  const debian = readFileSync("/usr/share/postfix/main.cf.debian", "utf8");
  const own = [
    `queue_directory = ${join(dir, "queue")}`,
    `data_directory = ${join(dir, "postfix-data")}`,
    `myhostname = mail.${DOMAIN}`,
    "mydestination =",
    "mynetworks = 127.0.0.0/8",
    "inet_interfaces = 127.0.0.1",
    "inet_protocols = ipv4",
    "smtpd_relay_restrictions = permit_mynetworks reject_unauth_destination",
    `virtual_mailbox_domains = ${DOMAIN}`,
    `virtual_mailbox_maps = hash:${config}/users`,
    `virtual_alias_maps = hash:${config}/aliases`,
    `virtual_alias_expansion_limit = ${users.length + 1}`,
    `virtual_transport = lmtp:unix:${dir}/lmtp`,
  ];
  writeFileSync(join(config, "main.cf"), `${debian}\n${own.join("\n")}\n`);
  const services = readFileSync("/usr/share/postfix/master.cf.dist", "utf8")
    .split("\n")
    .filter(
      (line) => !/^(#|\s*$|maildrop|uucp|ifmail|bsmtp|scalemail|mailman)/.test(line) && !/^\s+(flags|user)/.test(line),
    )
    .map((line) => line.replace(/^smtp( +)inet( +)n( +)-( +)y/, `127.0.0.1:${port} inet n - n`))
    // No chroot: it would need files copied, and changes no figure.
    .map((line) => line.replace(/^(\w\S*\s+unix(?:-dgram)?\s+\S+\s+\S+\s+)y/, "$1n"));
  writeFileSync(join(config, "master.cf"), `${services.join("\n")}\n`);
  writeFileSync(join(config, "users"), users.map((user) => `${user}@${DOMAIN} x\n`).join(""));
  writeFileSync(join(config, "aliases"), `tatca@${DOMAIN} ${users.map((user) => `${user}@${DOMAIN}`).join(", ")}\n`);
  for (const map of ["users", "aliases"]) run("postmap", ["-c", config, `hash:${join(config, map)}`]);
  run("postfix", ["-c", config, "start"]);
}

function startDovecot(dir: string, imapPort: number): void {
  const base = join(dir, "dovecot");
  mkdirSync(join(dir, "mail"));
  chownSync(join(dir, "mail"), NOBODY, NOBODY);
  const config = `
protocols = imap lmtp
base_dir = ${base}
log_path = ${dir}/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
passdb {
  driver = static
  args = password=x
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${dir}/mail/%n allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  unix_listener ${dir}/lmtp {
    mode = 0666
  }
}
`;
  writeFileSync(join(dir, "dovecot.conf"), config);
  run("dovecot", ["-c", join(dir, "dovecot.conf")]);
}

function run(command: string, args: readonly string[]): void {
  // Not pipes: a daemon keeps them open, and we would wait for it.
  const done = spawnSync(`/usr/sbin/${command}`, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${done.status}`);
}

function countFiles(folder: string): number {
  let n = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) n++;
  return n;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

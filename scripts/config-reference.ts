/** config/REFERENCE.md and config/schema.json, from the schema of the configuration. */
import { z } from "zod";
import { CONFIG_KEYS, type Key } from "../server/src/config/keys.ts";
import { defaultPort, LISTENER_NAMES, LISTENERS } from "../server/src/config/ports.ts";
import { configSchema } from "../server/src/config/schema.ts";

const HEAD = `# Cấu hình · Configuration

Sinh ra bằng \`npm run gen\` từ server/src/config/schema.ts. Một tệp JSON (\`--config FILE\` hoặc biến \`CONGTHU_CONFIG\`), biến môi trường
đè lên tệp, tùy chọn dòng lệnh đè lên tất cả. Khóa lạ là lỗi; mọi lỗi được báo cùng lúc. Kiểm tra: \`npm run congthu -- config-check --config FILE\`.

Made by \`npm run gen\` from server/src/config/schema.ts. A JSON file (\`--config FILE\` or the variable \`CONGTHU_CONFIG\`), environment
variables over the file, command-line options over all. Unknown keys are errors; all errors are reported together. Check with
\`npm run congthu -- config-check --config FILE\`.

Danh sách trong biến môi trường cách nhau bằng dấu phẩy; \`null\` là không đặt. Lists in variables are separated by commas; \`null\` means not set.
Bí mật: \`file:ĐƯỜNG-DẪN\` (tính từ thư mục của tệp cấu hình) hoặc \`env:TÊN_BIẾN\`. Secrets: \`file:PATH\` (from the config file's folder) or \`env:VARIABLE\`.
`;

/** The table of all keys and the table of ports, in Markdown. */
export function configReference(): string {
  const keys = CONFIG_KEYS.map(
    (key) =>
      `| \`${key.path.join(".")}\` | \`${key.env}\` | ${kind(key)} | \`${JSON.stringify(key.initial)}\` | ${key.vi}<br>${key.en} |\n`,
  );
  const ports = LISTENER_NAMES.map((name) => {
    const { vi, en, offset, standard, free } = LISTENERS[name];
    const base = defaultPort(name, { portBase: 10_000, standardAllowed: true });
    return `| \`${name}\` | ${vi}<br>${en} | ${standard} | ${free} | N+${offset} | ${base} |\n`;
  });
  return `${HEAD}
## Khóa · Keys

| khóa · key | biến · variable | kiểu · kind | mặc định · default | ý nghĩa · meaning |
| --- | --- | --- | --- | --- |
${keys.join("")}
## Cổng · Ports

Cổng chuẩn khi được phép (root, CAP_NET_BIND_SERVICE), không thì cổng trên 1024; \`--port-base N\` đặt mọi cổng theo N.
The standard ports when allowed (root, CAP_NET_BIND_SERVICE), else those above 1024; \`--port-base N\` sets all of them from N.

| tên · name | việc · what | chuẩn · standard | không được phép · not allowed | --port-base N | N = 10000 |
| --- | --- | --- | --- | --- | --- |
${ports.join("")}`;
}

function kind({ kind: name, choices }: Key): string {
  const words = { text: "chữ · text", number: "số · number", yesno: "true, false", list: "danh sách · list" };
  return choices.length > 0
    ? `${name === "list" ? `${words.list}: ` : ""}${choices.map((c) => `\`${c}\``).join(", ")}`
    : words[name];
}

/** JSON Schema for editors: point `$schema` of a config file at it. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input", target: "draft-2020-12" });
  const properties = { $schema: { type: "string" }, ...schema.properties };
  return `${JSON.stringify({ ...schema, title: "Công Thư", properties }, null, 2)}\n`;
}

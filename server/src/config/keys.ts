import { z } from "zod";
import { configSchema } from "./schema.ts";

/** One setting of the config, found in the schema: the file, the environment and the reference all follow from it. */
export type Key = {
  path: readonly string[];
  /** Its environment variable: CONGTHU_ and the path. */
  env: string;
  kind: "text" | "number" | "yesno" | "list";
  /** The values it may have, where they are few. */
  choices: readonly string[];
  initial: unknown;
  vi: string;
  en: string;
};

/** All keys, in the order of the schema. */
export const CONFIG_KEYS: readonly Key[] = keysOf(configSchema, []);

function keysOf(schema: z.core.$ZodType, path: readonly string[]): Key[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape as Record<string, z.core.$ZodType>).flatMap(([name, inner]) =>
      keysOf(inner, [...path, name]),
    );
  }
  const meta = z.globalRegistry.get(schema) as { description?: string; vi?: string } | undefined;
  const env = `CONGTHU_${path.map((part) => part.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()).join("_")}`;
  return [
    {
      path,
      env,
      kind: kindOf(bare),
      choices: choicesOf(bare),
      initial: z.parse(schema, undefined),
      vi: meta?.vi ?? "",
      en: meta?.description ?? "",
    },
  ];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable
    ? unwrap(schema.unwrap())
    : schema;
}

function kindOf(schema: z.core.$ZodType): Key["kind"] {
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "yesno";
  return schema instanceof z.ZodArray ? "list" : "text";
}

function choicesOf(schema: z.core.$ZodType): readonly string[] {
  if (schema instanceof z.ZodArray) return choicesOf(schema.element);
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
}

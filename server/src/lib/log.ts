import pino from "pino";

export type LogLevel = "debug" | "info" | "warn" | "error";
/** Structured log; fields hold no bodies, subjects, passwords or tokens. */
export type Log = (level: LogLevel, event: string, fields?: Record<string, string | number | boolean | null>) => void;

/** JSON lines on standard output, or nothing below `level`. */
export function createLog(level: LogLevel | "silent"): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return (at, event, fields) => out[at]({ event, ...fields });
}

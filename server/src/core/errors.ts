import type { ErrorCode } from "@congthu/shared/errors";

export type { ErrorCode };

/** A refusal a use-case means to make. Anything else that is thrown is a bug. */
export class MailError extends Error {
  override readonly name = "MailError";
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

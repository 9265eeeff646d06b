import type { MethodErrorType, SetError } from "@congthu/shared/jmap/core";

/** A method-level error (RFC 8620 §3.6.2): the call failed as a whole and changed nothing. */
export class MethodFailure extends Error {
  override readonly name = "MethodFailure";
  readonly type: MethodErrorType;
  constructor(type: MethodErrorType, description: string = type) {
    super(description);
    this.type = type;
  }
}

/** Why one record of a /set was refused (RFC 8620 §5.3), where no refusal of the core says it. */
export class SetFailure extends Error {
  override readonly name = "SetFailure";
  readonly error: SetError<string> & Record<string, unknown>;
  constructor(error: SetError<string> & Record<string, unknown>) {
    super(error.description ?? error.type);
    this.error = error;
  }
}

/** RFC 8620 §5.3: properties that the type does not allow, or that only the server sets. */
export function invalidProperties(properties: readonly string[], description?: string): SetFailure {
  return new SetFailure({
    type: "invalidProperties",
    properties: [...properties],
    ...(description === undefined ? {} : { description }),
  });
}

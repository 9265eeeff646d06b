import { ANY_STATE, command, noArguments } from "../command.ts";

// RFC 9051 §6.1.2; what is new in the mailbox is told with every command
export const noop = command({
  name: "NOOP",
  states: ANY_STATE,
  parse: noArguments,
  run: async () => undefined,
});

// RFC 3501 §6.4.1: nothing is held back that a checkpoint could save
export const check = command({
  name: "CHECK",
  states: ["selected"],
  parse: noArguments,
  run: async () => undefined,
});

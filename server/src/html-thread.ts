import { type CleanedHtml, type CleanOrder, cleanOrder } from "./core/mailbox/clean-html.ts";
import { answerCalls } from "./lib/answer-calls.ts";

/** The thread behind core/mailbox/clean-html: large HTML takes seconds, and nobody else waits for it. */
answerCalls<CleanOrder, CleanedHtml>(cleanOrder);

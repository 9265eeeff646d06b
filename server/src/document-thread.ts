import { type DocumentOrder, documentOrder } from "./core/mailbox/document-html.ts";
import { answerCalls } from "./lib/answer-calls.ts";

/** The thread behind core/mailbox/document-html: a large document takes seconds, and nobody else waits for it. */
answerCalls<DocumentOrder, string>(documentOrder);

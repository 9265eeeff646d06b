/** Every limit of the product, each with its reason. Settings may lower some; nothing raises one. */
export const LIMITS = {
  /** Provinces allow 20–30 MB of attachments (Ninh Bình 162/2025: 30 MB); base64 adds a third. */
  messageBytes: 45 * 1024 * 1024,
  /** RFC 5321 §4.5.3.1.8 asks for at least 100; a notice to a whole province goes as one message. */
  recipientsPerMessage: 10_000,
  /** Blobs up to this size live in the database and share its commit; larger ones are files (decisions.md). */
  inlineBlobBytes: 256 * 1024,
  /** Deepest nesting of MIME parts that is read; deeper parts stay opaque. Real mail stays below 10. */
  mimeDepth: 50,
  /** Most MIME parts described in one message; the rest stays opaque. */
  mimeParts: 1_000,
  /** Octets of one header block that are parsed; more is kept but not read. A notice to 10,000 recipients with long names needs some 1.5 MB. */
  headerBytes: 2 * 1024 * 1024,
  /** RFC 9051 §4 leaves it open; the longest command of real clients (SEARCH with many UIDs) stays below. */
  imapLineBytes: 64 * 1024,
  /** Lines and literals of one IMAP command together, the message of an APPEND aside. */
  imapCommandBytes: 256 * 1024,
  /** One IMAP literal that is kept in memory: names, passwords, search text. */
  imapLiteralBytes: 64 * 1024,
  /** The same before sign-in, where anyone may send it. */
  imapGuestLiteralBytes: 4 * 1024,
  /** Bad commands one after another that end an IMAP connection: who sends these is no mail client. */
  imapRefusedInARow: 30,
  /** Refused sign-ins that end an IMAP connection; the account's own wait is core's. */
  imapFailedSignIns: 5,
  /** IMAP connections of one account; an agency's mailbox has many clerks, each with several devices. */
  imapConnectionsPerAccount: 100,
  /** How long an IMAP connection has to sign in, however often it sends something. */
  imapGuestMs: 2 * 60_000,
  /** After sign-in; RFC 9051 §5.4 wants at least 30 minutes, clients renew IDLE after 29. */
  imapIdleMs: 35 * 60_000,
  /** How long a client may leave what we send unread. */
  imapStalledMs: 5 * 60_000,
  /** Between the signs of life sent during IDLE, which keep address translation on the way from forgetting the connection. */
  imapIdleNoticeMs: 4 * 60_000,
  /** Keywords set on one message at once, and octets of each: labels, not storage. */
  keywordsPerMessage: 100,
  keywordBytes: 100,
  /** Octets of one text part that an IMAP SEARCH without an index reads. */
  imapSearchTextBytes: 4 * 1024 * 1024,
  /** RFC 2449 §4 allows 255 octets for a command; a SASL answer is longer. */
  pop3LineBytes: 4 * 1024,
  /** RFC 1939 §3: at least ten minutes. */
  pop3IdleMs: 10 * 60_000,
  /** Views of mailboxes kept for the next IMAP session that opens them: some ten million messages. */
  imapViewCacheBytes: 64 * 1024 * 1024,
  /** Octets of mailbox names, whole path. */
  mailboxNameBytes: 1_000,
  mailboxDepth: 20,
  /** Levels of parentheses in IMAP SEARCH and the like. */
  imapNesting: 50,
  /** NOT, OR and parentheses inside one another in an IMAP SEARCH; clients chain some hundred OR. */
  imapSearchDepth: 500,
  /** What a spreadsheet may unpack to: 20,000 rows of a directory are some 30 MB of XML. */
  spreadsheetBytes: 64 * 1024 * 1024,
  spreadsheetRows: 100_000,
  spreadsheetColumns: 1_000,
  /** argon2 runs on the same threads as file I/O: more in flight starve it. */
  passwordHashesInFlight: 2,
  /** RFC 5321 §4.5.3.1.4 asks for 512 octets, extensions add to it (RFC 3461 §5.4: some 1,300); a SASL response is the longest. */
  smtpLineBytes: 12 * 1024,
  /** RFC 5321 §4.5.3.2.7: at least five minutes between two commands of a client. */
  smtpIdleMs: 5 * 60_000,
  /** Commands nobody knows that end an SMTP connection is the library's own limit; this one is of commands before AUTH. */
  smtpGuestCommands: 30,
  /** A message on its way in may be so large without asking; larger ones wait for room in `smtpBulkBytes`. */
  smtpSmallBytes: 256 * 1024,
  /** Octets of larger messages that are on their way in at the same time, by their declared sizes. */
  smtpBulkBytes: 256 * 1024 * 1024,
  /** RFC 5321 §6.3: trace lines beyond which a message goes in circles; at least 100. */
  hops: 100,
  /** A session not used for so long is over. */
  sessionIdleMs: 12 * 3_600_000,
  /** No session lives longer, used or not. */
  sessionLifeMs: 7 * 24 * 3_600_000,
  /** Octets of a JSON body of the REST routes; imports of many accounts are the largest. */
  restBodyBytes: 8 * 1024 * 1024,
  /** RFC 8620 §2 suggests at least 10,000,000. */
  jmapRequestBytes: 10_000_000,
  /** RFC 8620 §2 suggests at least 16; the webmail sends up to ten. */
  jmapCallsInRequest: 64,
  /** Requests of one account at the same time (RFC 8620 §2 suggests at least 4); tabs and phone together stay below. */
  jmapConcurrentRequests: 16,
  /** Uploads of one account at the same time (RFC 8620 §2 suggests at least 4); each holds a whole file in memory. */
  jmapConcurrentUploads: 4,
  /** Octets of one upload: RFC 8620 §2 suggests at least 50,000,000. */
  uploadBytes: 50_000_000,
  /** Octets of uploads of one account that nothing refers to yet (RFC 8620 §6): some messages full of attachments. */
  uploadsBytes: 250_000_000,
  /** RFC 8620 §6 asks for at least an hour; a draft open over night keeps its attachments. */
  uploadLifeMs: 24 * 3_600_000,
  /** Octets of one file sent as a link, above what any setting may say: a recording of a session of the People's Council. */
  linkedFileBytes: 4 * 1024 ** 3,
  /** How long such a file may take to come up; the largest at 3 Mbit/s. */
  linkedFileMs: 4 * 3_600_000,
  /** Any other body must have come by then. */
  httpBodyMs: 300_000,
  /** Links of one account that have not expired. */
  linksPerAccount: 1_000,
  /** Requests about links from one address in a minute: an agency behind one address stays below, whoever tries tokens does not come far. */
  linkRequestsPerMinute: 120,
  /** Devices of one person that are told of changes through push services. */
  pushSubscriptions: 20,
  /** RFC 8620 §7.2: a subscription is renewed by its client; at least two days. */
  pushLifeMs: 7 * 24 * 3_600_000,
  /** How long a push service may take to answer. */
  pushMs: 10_000,
  /** RFC 8620 §2 suggests at least 500. */
  jmapObjectsInGet: 1_000,
  jmapObjectsInSet: 1_000,
  /** Pieces one Blob/upload is put together from (RFC 9404 §3.1 asks for at least 64), and blobs whose octets one Blob/get gives. */
  blobSources: 64,
  blobsInGet: 64,
  /** Ids of one /query reply; a list window asks for some hundred. */
  jmapQueryIds: 5_000,
  /** Emails of accounts whose lists are kept in memory for scrolling, sorting and counting threads; some 200 octets each. */
  listedEmails: 400_000,
  /** Octets that wait to be taken by a client of a WebSocket: some large replies. */
  socketBufferBytes: 64 * 1024 * 1024,
  /** Event streams of one account at the same time; tabs beyond wait for a reload. */
  eventStreams: 30,
  /** RFC 8621 §4.6 tooManyKeywords and tooManyMailboxes. */
  keywordsPerEmail: 100,
  mailboxesPerEmail: 20,
  /** RFC 8621 §1.3.2: a letter may be written today to go out after the Tết holidays. */
  delayedSendSeconds: 60 * 24 * 3600,
  /** Octets of one rule, card, template or the like as JSON: a template with a table and a small picture. */
  recordBytes: 256 * 1024,
  /** Octets and milliseconds of one remote image fetched for a reader. */
  remoteImageBytes: 5 * 1024 * 1024,
  remoteImageMs: 5_000,
  /** How long the address of a displayed message works. */
  frameLifeMs: 10 * 60_000,
  /** Writes that share one commit; bounds the wait of the first and the size of the write-ahead log. */
  writesPerCommit: 256,
} as const;

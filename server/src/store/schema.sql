-- Made by npm run gen from server/src/store/migrations/.
-- 0001-mail
CREATE TABLE tier (tier TEXT PRIMARY KEY, label TEXT NOT NULL, label_en TEXT NOT NULL, sort_order INTEGER NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE agency (agency_id TEXT PRIMARY KEY, parent_id TEXT REFERENCES agency (agency_id), path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    short_name TEXT NOT NULL, fold TEXT NOT NULL, abbr TEXT NOT NULL, kind TEXT NOT NULL, tier TEXT NOT NULL REFERENCES tier (tier),
    domain TEXT NOT NULL, sort_order INTEGER NOT NULL, created_at BIGINT NOT NULL, closed_on TEXT);
CREATE INDEX agency_parent ON agency (parent_id, sort_order);
CREATE INDEX agency_abbr ON agency (abbr);
CREATE TABLE agency_tier (agency_id TEXT NOT NULL REFERENCES agency (agency_id), tier TEXT NOT NULL REFERENCES tier (tier),
    valid_from TEXT NOT NULL, valid_to TEXT, PRIMARY KEY (agency_id, valid_from));
CREATE TABLE agency_code (agency_id TEXT NOT NULL REFERENCES agency (agency_id), scheme TEXT NOT NULL, code TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT, PRIMARY KEY (agency_id, scheme, valid_from));
CREATE INDEX agency_code_code ON agency_code (scheme, code);
CREATE TABLE agency_link (from_id TEXT NOT NULL REFERENCES agency (agency_id), to_id TEXT NOT NULL REFERENCES agency (agency_id),
    kind TEXT NOT NULL, on_day TEXT NOT NULL, PRIMARY KEY (from_id, to_id, on_day));
CREATE TABLE headcount (agency_id TEXT NOT NULL REFERENCES agency (agency_id), from_day TEXT NOT NULL, staff INTEGER NOT NULL,
    leaders INTEGER NOT NULL, PRIMARY KEY (agency_id, from_day));
CREATE TABLE domain (domain TEXT PRIMARY KEY, agency_id TEXT, created_at BIGINT NOT NULL, dkim_selector TEXT, dkim_key TEXT);
CREATE TABLE account (account_id TEXT PRIMARY KEY, kind TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES agency (agency_id), address TEXT NOT NULL,
    full_name TEXT NOT NULL, sort_key TEXT NOT NULL, fold TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL, is_leader INTEGER NOT NULL,
    status TEXT NOT NULL, password_hash TEXT, must_change INTEGER NOT NULL, password_at BIGINT NOT NULL, failed_count INTEGER NOT NULL DEFAULT 0,
    failed_at BIGINT NOT NULL DEFAULT 0, quota_bytes BIGINT NOT NULL, created_at BIGINT NOT NULL, status_at BIGINT NOT NULL);
CREATE INDEX account_agency ON account (agency_id, sort_key, account_id, kind, status, is_leader);
CREATE INDEX account_sort ON account (sort_key, account_id, kind, status, is_leader, agency_id);
CREATE INDEX account_address ON account (address, account_id, kind, status, is_leader, agency_id);
CREATE INDEX account_tally ON account (agency_id, kind, is_leader, status, created_at, status_at);
CREATE INDEX account_created ON account (created_at, account_id, kind, status, is_leader, agency_id);
CREATE TABLE account_state (account_id TEXT PRIMARY KEY REFERENCES account (account_id), modseq BIGINT NOT NULL, used_bytes BIGINT NOT NULL,
    used_count BIGINT NOT NULL) WITHOUT ROWID;
CREATE TABLE address (address TEXT PRIMARY KEY, account_id TEXT, group_id TEXT, kind TEXT NOT NULL, created_at BIGINT NOT NULL, retired_at BIGINT) WITHOUT ROWID;
CREATE INDEX address_account ON address (account_id);
CREATE TABLE person_word (word TEXT NOT NULL, account_id TEXT NOT NULL, PRIMARY KEY (word, account_id)) WITHOUT ROWID;
CREATE INDEX person_word_account ON person_word (account_id, word);
CREATE TABLE mail_group (group_id TEXT PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES agency (agency_id), address TEXT NOT NULL, name TEXT NOT NULL,
    fold TEXT NOT NULL, posting TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE INDEX mail_group_agency ON mail_group (agency_id);
CREATE TABLE group_member (group_id TEXT NOT NULL REFERENCES mail_group (group_id), account_id TEXT NOT NULL REFERENCES account (account_id),
    PRIMARY KEY (group_id, account_id)) WITHOUT ROWID;
CREATE INDEX group_member_account ON group_member (account_id);
CREATE TABLE role_grant (account_id TEXT NOT NULL REFERENCES account (account_id), role TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES agency (agency_id),
    granted_at BIGINT NOT NULL, granted_by TEXT, PRIMARY KEY (account_id, role, agency_id)) WITHOUT ROWID;
CREATE INDEX role_grant_agency ON role_grant (agency_id, role);
CREATE TABLE delegation (owner_id TEXT NOT NULL REFERENCES account (account_id), delegate_id TEXT NOT NULL REFERENCES account (account_id),
    rights TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT, PRIMARY KEY (owner_id, delegate_id)) WITHOUT ROWID;
CREATE INDEX delegation_delegate ON delegation (delegate_id);
CREATE TABLE session (session_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), csrf TEXT NOT NULL, channel TEXT NOT NULL,
    created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL);
CREATE INDEX session_account ON session (account_id);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, changed_at BIGINT NOT NULL, changed_by TEXT);
CREATE TABLE audit (seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor_id TEXT, channel TEXT NOT NULL, ip TEXT NOT NULL, action TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, agency_id TEXT, detail TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX audit_actor ON audit (actor_id, seq);
CREATE INDEX audit_subject ON audit (subject_id, seq);
CREATE INDEX audit_agency ON audit (agency_id, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_at ON audit (at, seq);
CREATE TABLE audit_head (one INTEGER PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL);
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, '');
CREATE TABLE mailbox (account_id TEXT NOT NULL REFERENCES account (account_id), mailbox_id TEXT NOT NULL, parent_id TEXT NOT NULL, name TEXT NOT NULL,
    role TEXT, sort_order INTEGER NOT NULL, subscribed INTEGER NOT NULL, uid_validity BIGINT NOT NULL, uid_next BIGINT NOT NULL, total BIGINT NOT NULL,
    unseen BIGINT NOT NULL, unread BIGINT NOT NULL, size_bytes BIGINT NOT NULL, modseq BIGINT NOT NULL, counts_modseq BIGINT NOT NULL,
    highest_modseq BIGINT NOT NULL, created_modseq BIGINT NOT NULL, PRIMARY KEY (account_id, mailbox_id), UNIQUE (account_id, parent_id, name)) WITHOUT ROWID;
CREATE TABLE blob (blob_id TEXT PRIMARY KEY, size_bytes BIGINT NOT NULL, refs BIGINT NOT NULL, unreferenced_at BIGINT, meta TEXT, bytes BLOB);
CREATE INDEX blob_unreferenced ON blob (unreferenced_at) WHERE refs = 0;
CREATE TABLE message (account_id TEXT NOT NULL, mailbox_id TEXT NOT NULL, uid BIGINT NOT NULL, email_id TEXT NOT NULL, thread_id TEXT NOT NULL,
    blob_id TEXT NOT NULL, prefix TEXT NOT NULL, size_bytes BIGINT NOT NULL, received_at BIGINT NOT NULL, saved_at BIGINT NOT NULL, flags INTEGER NOT NULL,
    keywords TEXT NOT NULL, has_attachment INTEGER NOT NULL, modseq BIGINT NOT NULL, created_modseq BIGINT NOT NULL,
    PRIMARY KEY (account_id, mailbox_id, uid)) WITHOUT ROWID;
CREATE INDEX message_email ON message (email_id, account_id);
CREATE INDEX message_change ON message (account_id, modseq);
CREATE INDEX message_received ON message (account_id, mailbox_id, received_at, email_id, thread_id);
CREATE INDEX message_thread ON message (thread_id, account_id);
CREATE INDEX message_deleted ON message (account_id, mailbox_id, uid) WHERE (flags & 8) <> 0;
CREATE INDEX message_unseen ON message (account_id, mailbox_id, received_at, email_id) WHERE flags % 2 = 0;
CREATE TABLE tombstone (account_id TEXT NOT NULL, modseq BIGINT NOT NULL, kind TEXT NOT NULL, object_id TEXT NOT NULL, mailbox_id TEXT NOT NULL,
    uid BIGINT NOT NULL, thread_id TEXT NOT NULL, created_modseq BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (account_id, modseq, kind, object_id, uid)) WITHOUT ROWID;
CREATE INDEX tombstone_mailbox ON tombstone (mailbox_id, modseq) WHERE kind = 'placement';
CREATE TABLE thread_ref (ref TEXT PRIMARY KEY, thread_id TEXT NOT NULL, at BIGINT NOT NULL) WITHOUT ROWID;
CREATE TABLE upload (account_id TEXT NOT NULL, blob_id TEXT NOT NULL, type TEXT NOT NULL, expires_at BIGINT NOT NULL, PRIMARY KEY (account_id, blob_id)) WITHOUT ROWID;
CREATE INDEX upload_expiry ON upload (expires_at);
CREATE TABLE identity (account_id TEXT NOT NULL, identity_id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, reply_to TEXT, bcc TEXT,
    text_signature TEXT NOT NULL, html_signature TEXT NOT NULL, may_delete INTEGER NOT NULL, modseq BIGINT NOT NULL, created_modseq BIGINT NOT NULL,
    PRIMARY KEY (account_id, identity_id)) WITHOUT ROWID;
CREATE TABLE vacation (account_id TEXT PRIMARY KEY, enabled INTEGER NOT NULL, from_at BIGINT, to_at BIGINT, subject TEXT, text_body TEXT, html_body TEXT,
    modseq BIGINT NOT NULL, looked_modseq BIGINT NOT NULL);
CREATE INDEX vacation_enabled ON vacation (account_id) WHERE enabled = 1;
CREATE TABLE vacation_reply (account_id TEXT NOT NULL, sender TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (account_id, sender)) WITHOUT ROWID;
CREATE TABLE submission (submission_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, identity_id TEXT NOT NULL, email_id TEXT NOT NULL, thread_id TEXT NOT NULL,
    blob_id TEXT NOT NULL, actor_id TEXT NOT NULL, channel TEXT NOT NULL, mail_from TEXT NOT NULL, parameters TEXT NOT NULL, send_at BIGINT NOT NULL,
    undo_status TEXT NOT NULL, lease_until BIGINT NOT NULL DEFAULT 0, created_at BIGINT NOT NULL, modseq BIGINT NOT NULL, created_modseq BIGINT NOT NULL);
CREATE INDEX submission_change ON submission (account_id, modseq);
CREATE INDEX submission_due ON submission (send_at) WHERE undo_status = 'pending';
CREATE TABLE submission_recipient (submission_id TEXT NOT NULL, address TEXT NOT NULL, account_id TEXT, delivered TEXT NOT NULL, displayed TEXT NOT NULL,
    smtp_reply TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (submission_id, address)) WITHOUT ROWID;
CREATE TABLE outbound (outbound_id TEXT PRIMARY KEY, submission_id TEXT, account_id TEXT, blob_id TEXT NOT NULL, prefix TEXT NOT NULL, mail_from TEXT NOT NULL,
    recipient TEXT NOT NULL, domain TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at BIGINT NOT NULL, lease_until BIGINT NOT NULL,
    expires_at BIGINT NOT NULL, delay_notice_at BIGINT, created_at BIGINT NOT NULL, trace_id TEXT NOT NULL, message_id TEXT NOT NULL, size_bytes BIGINT NOT NULL,
    dsn_notify TEXT NOT NULL, dsn_orcpt TEXT NOT NULL, dsn_ret TEXT NOT NULL, dsn_envid TEXT NOT NULL, last_reply TEXT NOT NULL, last_remote TEXT NOT NULL,
    delivered_at BIGINT, settled_at BIGINT);
CREATE INDEX outbound_due ON outbound (next_at) WHERE state = 'queued';
CREATE INDEX outbound_domain ON outbound (domain, next_at) WHERE state = 'queued';
CREATE INDEX outbound_submission ON outbound (submission_id);
CREATE TABLE job (name TEXT NOT NULL, period TEXT NOT NULL, state TEXT NOT NULL, lease_until BIGINT NOT NULL, attempts INTEGER NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (name, period)) WITHOUT ROWID;
CREATE TABLE mail_log (log_id TEXT PRIMARY KEY, at BIGINT NOT NULL, kind TEXT NOT NULL, account_id TEXT, agency_id TEXT, channel TEXT NOT NULL,
    peer TEXT NOT NULL, trace_id TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, message_id TEXT NOT NULL, size_bytes BIGINT NOT NULL,
    remote TEXT NOT NULL, reply TEXT NOT NULL, rolled INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX mail_log_rolled ON mail_log (log_id) WHERE rolled = 0;
CREATE TABLE usage_day (account_id TEXT NOT NULL, day TEXT NOT NULL, agency_id TEXT NOT NULL, sign_ins INTEGER NOT NULL,
    web_sign_ins INTEGER NOT NULL, opened INTEGER NOT NULL, sent INTEGER NOT NULL, replied INTEGER NOT NULL, forwarded INTEGER NOT NULL, received INTEGER NOT NULL, received_public INTEGER NOT NULL,
    channels INTEGER NOT NULL, PRIMARY KEY (account_id, day)) WITHOUT ROWID;
-- 0002-usage-facts
ALTER TABLE mail_log ADD COLUMN owner_id TEXT;
DROP TABLE usage_day;
CREATE TABLE usage_day (account_id TEXT NOT NULL, day INTEGER NOT NULL, channel TEXT NOT NULL, agency_id TEXT NOT NULL,
    sign_ins INTEGER NOT NULL, opened INTEGER NOT NULL, replied INTEGER NOT NULL, forwarded INTEGER NOT NULL, sent_agency INTEGER NOT NULL, sent_province INTEGER NOT NULL, sent_gov INTEGER NOT NULL, sent_public INTEGER NOT NULL, sent_other INTEGER NOT NULL, received_agency INTEGER NOT NULL, received_province INTEGER NOT NULL, received_gov INTEGER NOT NULL, received_public INTEGER NOT NULL, received_other INTEGER NOT NULL,
    PRIMARY KEY (account_id, day, channel, agency_id)) WITHOUT ROWID;
CREATE TABLE usage_person (account_id TEXT PRIMARY KEY, from_month INTEGER NOT NULL, acts BLOB NOT NULL, last_day INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE usage_channel (account_id TEXT PRIMARY KEY, from_month INTEGER NOT NULL, ways BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE usage_month (month INTEGER NOT NULL, agency_id TEXT NOT NULL, totals BLOB NOT NULL, PRIMARY KEY (month, agency_id)) WITHOUT ROWID;
CREATE TABLE usage_month_days (month INTEGER NOT NULL, agency_id TEXT NOT NULL, days BLOB NOT NULL, PRIMARY KEY (month, agency_id));
CREATE TABLE usage_box_day (mailbox_id TEXT NOT NULL, day INTEGER NOT NULL, clerk_id TEXT NOT NULL, morning INTEGER NOT NULL,
    afternoon INTEGER NOT NULL, PRIMARY KEY (mailbox_id, day, clerk_id)) WITHOUT ROWID;
CREATE TABLE usage_box (mailbox_id TEXT PRIMARY KEY, from_month INTEGER NOT NULL, halves BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE usage_state (one INTEGER PRIMARY KEY, days_from INTEGER NOT NULL, log_from INTEGER NOT NULL, rebuilt_until BIGINT NOT NULL);
INSERT INTO usage_state (one, days_from, log_from, rebuilt_until) VALUES (1, 0, 0, 0);
UPDATE mail_log SET rolled = 0;
CREATE TABLE account_span (account_id TEXT NOT NULL REFERENCES account (account_id), from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    agency_id TEXT NOT NULL, kind TEXT NOT NULL, is_leader INTEGER NOT NULL, status TEXT NOT NULL, PRIMARY KEY (account_id, from_day)) WITHOUT ROWID;
CREATE INDEX account_span_agency ON account_span (agency_id, account_id);
INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status)
    SELECT account_id, CAST((created_at + 25200000) / 86400000 AS INTEGER), 999999, agency_id, kind, is_leader, status FROM account
      WHERE status = 'active' OR (status_at + 25200000) / 86400000 <= (created_at + 25200000) / 86400000;
INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status)
    SELECT account_id, CAST((created_at + 25200000) / 86400000 AS INTEGER), CAST((status_at + 25200000) / 86400000 - 1 AS INTEGER), agency_id, kind, is_leader, 'active'
      FROM account WHERE status <> 'active' AND (status_at + 25200000) / 86400000 > (created_at + 25200000) / 86400000;
INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status)
    SELECT account_id, CAST((status_at + 25200000) / 86400000 AS INTEGER), 999999, agency_id, kind, is_leader, status
      FROM account WHERE status <> 'active' AND (status_at + 25200000) / 86400000 > (created_at + 25200000) / 86400000;
CREATE TABLE agency_place (agency_id TEXT NOT NULL REFERENCES agency (agency_id), from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    parent_id TEXT, PRIMARY KEY (agency_id, from_day)) WITHOUT ROWID;
INSERT INTO agency_place (agency_id, from_day, to_day, parent_id) SELECT agency_id, 0, 999999, parent_id FROM agency;
CREATE TABLE leave_record (leave_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL, kind TEXT NOT NULL, document TEXT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT) WITHOUT ROWID;
CREATE INDEX leave_record_account ON leave_record (account_id, from_day);
CREATE INDEX leave_record_to ON leave_record (to_day, from_day);
-- 0003-usage-clerks
CREATE INDEX usage_box_day_clerk ON usage_box_day (clerk_id, day);
CREATE TABLE usage_kept (month INTEGER NOT NULL, agency_id TEXT NOT NULL, version INTEGER NOT NULL, mailboxes INTEGER NOT NULL, users INTEGER NOT NULL,
    regular INTEGER NOT NULL, leader_mailboxes INTEGER NOT NULL, leader_users INTEGER NOT NULL, leader_regular INTEGER NOT NULL,
    PRIMARY KEY (month, agency_id)) WITHOUT ROWID;
-- 0004-reports
CREATE TABLE report_period (period_id TEXT PRIMARY KEY, schedule_id TEXT NOT NULL, name TEXT NOT NULL, from_day TEXT NOT NULL,
      to_day TEXT NOT NULL, due_day TEXT NOT NULL, opened_at BIGINT NOT NULL, opened_by TEXT, UNIQUE (schedule_id, from_day, to_day));
CREATE TABLE agency_return (period_id TEXT NOT NULL REFERENCES report_period (period_id), agency_id TEXT NOT NULL,
      on_day TEXT NOT NULL, staff INTEGER NOT NULL, leaders INTEGER NOT NULL, directory_reviewed INTEGER NOT NULL, problems TEXT NOT NULL,
      proposals TEXT NOT NULL, sent_at BIGINT NOT NULL, sent_by TEXT, PRIMARY KEY (period_id, agency_id)) WITHOUT ROWID;
CREATE TABLE report_reminder (period_id TEXT NOT NULL REFERENCES report_period (period_id), agency_id TEXT NOT NULL,
      day TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (period_id, agency_id, day)) WITHOUT ROWID;
CREATE TABLE frozen_report (report_id TEXT PRIMARY KEY, agency_id TEXT NOT NULL, period_id TEXT,
      from_day TEXT NOT NULL, to_day TEXT NOT NULL, frozen_at BIGINT NOT NULL, frozen_by TEXT, mailed_at BIGINT, is_open INTEGER NOT NULL,
      hash TEXT NOT NULL, content TEXT NOT NULL);
CREATE INDEX frozen_report_at ON frozen_report (frozen_at);
CREATE INDEX frozen_report_period ON frozen_report (period_id);
-- 0006-provisioning
CREATE TABLE account_step (account_id TEXT NOT NULL REFERENCES account (account_id), step_id TEXT NOT NULL, at BIGINT NOT NULL, act TEXT NOT NULL,
    from_state TEXT NOT NULL, to_state TEXT NOT NULL, reason TEXT NOT NULL, requested_by TEXT, document TEXT NOT NULL, document_day TEXT,
    note TEXT NOT NULL, due_day TEXT, actor_id TEXT, request_id TEXT, PRIMARY KEY (account_id, step_id)) WITHOUT ROWID;
CREATE TABLE account_end (account_id TEXT PRIMARY KEY REFERENCES account (account_id), next_act TEXT, next_day TEXT, hold TEXT NOT NULL,
    exported_at BIGINT, purged_at BIGINT);
CREATE INDEX account_end_due ON account_end (next_day) WHERE next_act IS NOT NULL;
CREATE TABLE account_request (request_id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES agency (agency_id),
    account_id TEXT, wanted TEXT NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL, document_day TEXT, note TEXT NOT NULL, requested_by TEXT,
    requested_at BIGINT NOT NULL, due_day TEXT NOT NULL, decided_by TEXT, decided_at BIGINT, settled_by TEXT, settled_at BIGINT, answer TEXT NOT NULL);
CREATE INDEX account_request_state ON account_request (state, request_id);
CREATE INDEX account_request_agency ON account_request (agency_id, request_id);
CREATE INDEX account_request_account ON account_request (account_id, request_id);
CREATE TABLE agency_name (agency_id TEXT NOT NULL REFERENCES agency (agency_id), valid_to TEXT NOT NULL, name TEXT NOT NULL, short_name TEXT NOT NULL,
    abbr TEXT NOT NULL, PRIMARY KEY (agency_id, valid_to)) WITHOUT ROWID;
CREATE INDEX agency_link_to ON agency_link (to_id, on_day);
ALTER TABLE domain ADD COLUMN alias_of TEXT;
-- 0007-imports
CREATE TABLE import_batch (batch_id TEXT PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES agency (agency_id), file_name TEXT NOT NULL, sheet TEXT NOT NULL,
      state TEXT NOT NULL, faults INTEGER NOT NULL, rows INTEGER NOT NULL, done INTEGER NOT NULL, document TEXT NOT NULL, document_day TEXT,
      created_by TEXT, created_at BIGINT NOT NULL, settled_at BIGINT, failure TEXT NOT NULL);
CREATE INDEX import_batch_agency ON import_batch (agency_id, batch_id);
CREATE INDEX import_batch_going ON import_batch (batch_id) WHERE state IN ('running', 'undoing');
CREATE TABLE import_row (batch_id TEXT NOT NULL REFERENCES import_batch (batch_id), row_no INTEGER NOT NULL, act TEXT NOT NULL, state TEXT NOT NULL,
      agency_id TEXT, account_id TEXT, address TEXT NOT NULL, cells TEXT NOT NULL, wanted TEXT NOT NULL, faults TEXT NOT NULL,
      PRIMARY KEY (batch_id, row_no)) WITHOUT ROWID;
CREATE INDEX import_row_state ON import_row (batch_id, state, row_no);
CREATE INDEX import_row_account ON import_row (account_id);
CREATE TABLE inactivity_warning (account_id TEXT NOT NULL REFERENCES account (account_id), days_left INTEGER NOT NULL, since_day TEXT NOT NULL,
      at BIGINT NOT NULL, PRIMARY KEY (account_id, days_left)) WITHOUT ROWID;
-- 0008-identity
CREATE TABLE password_history (account_id TEXT NOT NULL REFERENCES account (account_id), at BIGINT NOT NULL, hash TEXT NOT NULL,
      PRIMARY KEY (account_id, at)) WITHOUT ROWID;
CREATE TABLE sign_in (account_id TEXT NOT NULL REFERENCES account (account_id), sign_in_id TEXT NOT NULL, at BIGINT NOT NULL, channel TEXT NOT NULL,
      ip TEXT NOT NULL, network TEXT NOT NULL, agent TEXT NOT NULL, device TEXT NOT NULL, result TEXT NOT NULL, PRIMARY KEY (account_id, sign_in_id)) WITHOUT ROWID;
CREATE INDEX sign_in_network ON sign_in (account_id, network, result);
CREATE INDEX sign_in_device ON sign_in (account_id, device, result);
CREATE INDEX sign_in_at ON sign_in (at);
CREATE TABLE sign_in_source (network TEXT PRIMARY KEY, failed_count INTEGER NOT NULL, failed_at BIGINT NOT NULL, last_login TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX sign_in_source_at ON sign_in_source (failed_at);
CREATE INDEX session_expires ON session (expires_at);
CREATE INDEX account_must_change ON account (password_at) WHERE must_change = 1;
-- 0009-factors
CREATE TABLE second_factor (factor_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), kind TEXT NOT NULL, label TEXT NOT NULL,
      secret TEXT NOT NULL, credential_id TEXT, counter BIGINT NOT NULL, created_at BIGINT NOT NULL, used_at BIGINT);
CREATE INDEX second_factor_account ON second_factor (account_id, created_at);
CREATE UNIQUE INDEX second_factor_credential ON second_factor (credential_id) WHERE credential_id IS NOT NULL;
CREATE TABLE recovery_code (account_id TEXT NOT NULL REFERENCES account (account_id), hash TEXT NOT NULL, PRIMARY KEY (account_id, hash)) WITHOUT ROWID;
CREATE TABLE app_password (app_password_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), label TEXT NOT NULL,
      channels TEXT NOT NULL, hash TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, used_ip TEXT NOT NULL);
CREATE INDEX app_password_account ON app_password (account_id, created_at);
CREATE TABLE ticket (ticket_id TEXT PRIMARY KEY, kind TEXT NOT NULL, account_id TEXT, state TEXT NOT NULL, tries INTEGER NOT NULL, expires_at BIGINT NOT NULL) WITHOUT ROWID;
CREATE INDEX ticket_expires ON ticket (expires_at);
CREATE TABLE sign_in_alert (sign_in_id TEXT PRIMARY KEY, account_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE inquiry (inquiry_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), reader_id TEXT NOT NULL, asked_by TEXT NOT NULL,
      decided_by TEXT, reason TEXT NOT NULL, document TEXT NOT NULL, until_day TEXT NOT NULL, asked_at BIGINT NOT NULL, decided_at BIGINT, state TEXT NOT NULL);
CREATE INDEX inquiry_account ON inquiry (account_id, asked_at);
ALTER TABLE session ADD COLUMN means TEXT NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0;
-- 0010-operations
ALTER TABLE outbound ADD COLUMN last_at BIGINT;
ALTER TABLE outbound ADD COLUMN last_tls TEXT NOT NULL DEFAULT '';
CREATE INDEX outbound_trace ON outbound (trace_id);
ALTER TABLE mail_log ADD COLUMN ip TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_log ADD COLUMN port INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail_log ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_log ADD COLUMN tls TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_log ADD COLUMN place TEXT NOT NULL DEFAULT '';
CREATE INDEX mail_log_recipient ON mail_log (recipient, log_id) WHERE recipient <> '';
CREATE INDEX mail_log_sender ON mail_log (sender, log_id) WHERE sender <> '';
CREATE INDEX mail_log_message ON mail_log (message_id, log_id) WHERE message_id <> '';
CREATE INDEX mail_log_trace ON mail_log (trace_id, log_id) WHERE trace_id <> '';
-- 0011-groups-quotas
ALTER TABLE mail_group ADD COLUMN rule TEXT;
ALTER TABLE mail_group ADD COLUMN moderated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail_group ADD COLUMN closed_at BIGINT;
ALTER TABLE mail_group ADD COLUMN reach INTEGER NOT NULL DEFAULT 0;
CREATE TABLE group_part (group_id TEXT NOT NULL REFERENCES mail_group (group_id), part_id TEXT NOT NULL REFERENCES mail_group (group_id),
    PRIMARY KEY (group_id, part_id)) WITHOUT ROWID;
CREATE TABLE group_keeper (group_id TEXT NOT NULL REFERENCES mail_group (group_id), account_id TEXT NOT NULL REFERENCES account (account_id),
    role TEXT NOT NULL, PRIMARY KEY (group_id, role, account_id)) WITHOUT ROWID;
CREATE INDEX group_keeper_account ON group_keeper (account_id, role);
CREATE TABLE held_letter (held_id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES mail_group (group_id), address TEXT NOT NULL, blob_id TEXT NOT NULL,
    mail_from TEXT NOT NULL, account_id TEXT, submission_id TEXT, received TEXT NOT NULL, trace_id TEXT NOT NULL, message_id TEXT NOT NULL,
    size_bytes BIGINT NOT NULL, channel TEXT NOT NULL, dsn_notify TEXT NOT NULL, dsn_orcpt TEXT NOT NULL, dsn_ret TEXT NOT NULL, dsn_envid TEXT NOT NULL,
    state TEXT NOT NULL, created_at BIGINT NOT NULL, told_at BIGINT, decided_at BIGINT, decided_by TEXT, reason TEXT NOT NULL DEFAULT '');
CREATE INDEX held_letter_group ON held_letter (group_id, created_at) WHERE state = 'held';
CREATE INDEX held_letter_told ON held_letter (created_at) WHERE state = 'held' AND told_at IS NULL;
CREATE INDEX held_letter_due ON held_letter (created_at) WHERE state = 'held';
CREATE TABLE quota_pool (agency_id TEXT PRIMARY KEY REFERENCES agency (agency_id), pool_bytes BIGINT NOT NULL, used_bytes BIGINT NOT NULL,
    counted_at BIGINT NOT NULL, is_full INTEGER NOT NULL, warned_percent INTEGER NOT NULL);
CREATE INDEX quota_pool_full ON quota_pool (agency_id) WHERE is_full = 1;
CREATE TABLE quota_warning (account_id TEXT PRIMARY KEY REFERENCES account (account_id), percent INTEGER NOT NULL, at BIGINT NOT NULL);
-- 0012-records
CREATE TABLE record (account_id TEXT NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, value TEXT NOT NULL, due_at BIGINT,
      modseq BIGINT NOT NULL, created_modseq BIGINT NOT NULL, PRIMARY KEY (account_id, kind, record_id)) WITHOUT ROWID;
CREATE INDEX record_change ON record (account_id, modseq, kind);
CREATE INDEX record_due ON record (due_at) WHERE due_at IS NOT NULL;
-- 0013-email-gists
CREATE TABLE email_gist (account_id TEXT NOT NULL, email_id TEXT NOT NULL, gist TEXT NOT NULL, PRIMARY KEY (account_id, email_id)) WITHOUT ROWID;
-- 0016-scim
CREATE TABLE scim_link (client_id TEXT NOT NULL REFERENCES account (account_id), account_id TEXT NOT NULL REFERENCES account (account_id),
      external_id TEXT NOT NULL, PRIMARY KEY (client_id, account_id)) WITHOUT ROWID;
CREATE UNIQUE INDEX scim_link_external ON scim_link (client_id, external_id);
CREATE INDEX scim_link_account ON scim_link (account_id);
-- 0018-file-links
CREATE TABLE file_link (link_id TEXT PRIMARY KEY, token TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES account (account_id),
      by_id TEXT NOT NULL REFERENCES account (account_id), blob_id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size_bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, downloads BIGINT NOT NULL, downloaded_at BIGINT) WITHOUT ROWID;
CREATE UNIQUE INDEX file_link_token ON file_link (token);
CREATE INDEX file_link_account ON file_link (account_id, created_at);
CREATE INDEX file_link_by ON file_link (by_id);
CREATE INDEX file_link_expiry ON file_link (expires_at);
-- 0019-push-subscriptions
CREATE TABLE push_subscription (subscription_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), device_id TEXT NOT NULL,
      url TEXT NOT NULL, p256dh TEXT NOT NULL, auth TEXT NOT NULL, types TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, told_modseq BIGINT NOT NULL,
      failures BIGINT NOT NULL, next_at BIGINT NOT NULL, expires_at BIGINT NOT NULL) WITHOUT ROWID;
CREATE INDEX push_subscription_account ON push_subscription (account_id);
CREATE INDEX push_subscription_due ON push_subscription (state, next_at);
CREATE INDEX push_subscription_expiry ON push_subscription (expires_at);
-- 0020-ldap
CREATE TABLE ldap_link (external_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), dn TEXT NOT NULL,
      missing_day BIGINT, held TEXT NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX ldap_link_account ON ldap_link (account_id);
-- 0023-choices
ALTER TABLE import_batch ADD COLUMN origin TEXT NOT NULL DEFAULT 'file';
CREATE INDEX import_batch_own ON import_batch (created_by, batch_id);
CREATE TABLE console_choice (account_id TEXT NOT NULL REFERENCES account (account_id), name TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (account_id, name)) WITHOUT ROWID;
-- 0025-documents
ALTER TABLE mail_log ADD COLUMN documents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_day ADD COLUMN sent_documents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_day ADD COLUMN received_documents INTEGER NOT NULL DEFAULT 0;

"""Plays a mail program over imaplib against a server of ours; prints `ok` at the end. Arguments: port password"""
import imaplib
import ssl
import sys
import time

port, password = int(sys.argv[1]), sys.argv[2]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE


def must(answer):
    kind, lines = answer
    assert kind == "OK", answer
    return lines


def connect():
    box = imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=context)
    must(box.login("anh@tinh.gov.vn", password))
    return box


box = connect()
assert b"UIDPLUS" in must(box.capability())[0]
names = [line.decode() for line in must(box.list())]
assert len(names) == 6 and any('"Th&AbA- &AREA4w- g&Hu0-i"' in n for n in names), names
assert must(box.select("INBOX")) == [b"3"]
assert must(box.search(None, "UNSEEN")) == [b"2 3"]
letter = "Subject: =?utf-8?B?VGjGsA==?=\r\n\r\nChào\r\n".encode()
must(box.append("INBOX", r"(\Seen)", imaplib.Time2Internaldate(time.time()), letter))
assert must(box.noop()) and box.response("EXISTS")[1][-1] == b"4"
fetched = must(box.fetch("4", "(FLAGS RFC822.SIZE BODY.PEEK[])"))
assert fetched[0][1] == letter, fetched
assert b"RFC822.SIZE %d" % len(letter) in fetched[0][0], fetched
assert must(box.uid("SEARCH", "CHARSET", "UTF-8", "BODY", '"chao"')) == [b"4"]
must(box.create('"C&APQ-ng vi&Hsc-c"'))
must(box.copy("4", '"C&APQ-ng vi&Hsc-c"'))
must(box.store("4", "+FLAGS", r"(\Deleted)"))
assert must(box.expunge()) == [b"4"]
must(box.close())
must(box.select('"C&APQ-ng vi&Hsc-c"'))
assert must(box.uid("FETCH", "1:*", "(UID FLAGS)"))[0] == rb"1 (UID 1 FLAGS (\Seen))"
kind, answer = box.uid("MOVE", "1", "INBOX")
assert kind == "OK", answer
must(box.unselect())
must(box.delete('"C&APQ-ng vi&Hsc-c"'))
must(box.getquotaroot("INBOX"))
must(box.namespace())
must(box.enable("IMAP4rev2"))
must(box.noop())
assert box.logout()[0] == "BYE"

plain = imaplib.IMAP4("127.0.0.1", int(sys.argv[3]))
plain.starttls(context)
must(plain.authenticate("PLAIN", lambda _: b"\0anh@tinh.gov.vn\0" + password.encode()))
assert plain.logout()[0] == "BYE"
print("ok")

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Reads a mail as strictly as Python can and prints what is wrong with it; nothing if all is well.

Usage: check_mail.py MAIL.eml
"""
import email
import email.policy
import html.parser
import pathlib
import sys

VOID = {"meta", "img", "br", "hr", "input", "link"}


class Page(html.parser.HTMLParser):
    """Tags that do not match, headings that skip a level, pictures without words."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.level, self.language = [], [], 0, None
        self.pictures = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "html":
            self.language = values.get("lang")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            if int(tag[1]) > self.level + 1:
                self.wrong.append(f"heading {tag} after level {self.level}")
            self.level = int(tag[1])
        if tag == "img":
            self.pictures.append(values.get("src", ""))
            if not values.get("alt"):
                self.wrong.append("a picture without alt text")
        if tag == "th" and "scope" not in values:
            self.wrong.append("a table heading without scope")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")


def check_html(part, ids):
    page = Page()
    page.feed(part.get_content())
    wrong = list(page.wrong)
    if page.open:
        wrong.append(f"not closed: {page.open}")
    if page.language not in ("de", "en"):
        wrong.append("no language")
    for source in page.pictures:
        if not source.startswith("cid:") or source[4:] not in ids:
            wrong.append(f"a picture that is not in the mail: {source}")
    return wrong


def check(raw):
    message = email.message_from_bytes(raw, policy=email.policy.strict)
    wrong = []
    for name in ("From", "To", "Subject", "Date", "Message-Id"):
        header = message[name]
        if header is None:
            wrong.append(f"{name} is missing")
        elif header.defects:
            wrong.append(f"{name}: {header.defects}")
    ids = {part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]}
    for part in message.walk():
        wrong += [repr(defect) for defect in part.defects]
        if part.get_content_type() == "image/png" and not part.get_content().startswith(b"\x89PNG"):
            wrong.append("a picture that is none")
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    if text is None or page is None:
        return wrong + ["the text or the HTML part is missing"]
    text.get_content().encode("utf-8")
    return wrong + check_html(page, ids)


if __name__ == "__main__":
    try:
        found = check(pathlib.Path(sys.argv[1]).read_bytes())
    except email.errors.MessageError as error:
        found = [repr(error)]
    print("\n".join(found), end="")
    sys.exit(1 if found else 0)

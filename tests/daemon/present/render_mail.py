#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Shows a mail as a reader sees it: EML in, HTML with its pictures inside and a PNG of it out.

Usage: render_mail.py MAIL.eml OUT_WITHOUT_SUFFIX [--width 700] [--dark]
Writes OUT.html and OUT.png. Needs chromium; nothing is fetched from anywhere.
"""
import argparse
import base64
import email
import email.policy
import os
import pathlib
import re
import subprocess
import tempfile

MEASURE = ("<script>document.documentElement.dataset.height ="
           " document.documentElement.scrollHeight</script></body>")


def html_of(message):
    """The HTML part, each cid: replaced by the picture itself."""
    html = message.get_body(("html",)).get_content()
    for part in message.walk():
        content_id = part.get("Content-ID")
        if not content_id:
            continue
        data = base64.b64encode(part.get_content()).decode()
        html = html.replace("cid:" + content_id.strip("<>"),
                            f"data:{part.get_content_type()};base64,{data}")
    return html


def chromium(page, width, height, dark, *options):
    command = ["chromium", "--headless", "--disable-gpu", "--hide-scrollbars",
               f"--window-size={width},{height}", *options, page.as_uri()]
    if os.geteuid() == 0:
        command.insert(1, "--no-sandbox")
    if dark:
        command.insert(1, "--blink-settings=preferredColorScheme=0")
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def height_of(html, width):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "measure.html"
        page.write_text(html.replace("</body>", MEASURE), encoding="utf-8")
        dom = chromium(page, width, 400, False, "--dump-dom")
    return int(re.search(r'data-height="(\d+)"', dom).group(1))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("mail", type=pathlib.Path)
    options.add_argument("out", type=pathlib.Path)
    options.add_argument("--width", type=int, default=700)
    options.add_argument("--dark", action="store_true")
    chosen = options.parse_args()
    message = email.message_from_bytes(chosen.mail.read_bytes(), policy=email.policy.default)
    page = chosen.out.with_suffix(".html").resolve()
    page.write_text(html_of(message), encoding="utf-8")
    picture = chosen.out.with_suffix(".png").resolve()
    chromium(page, chosen.width, height_of(page.read_text(encoding="utf-8"), chosen.width),
             chosen.dark, f"--screenshot={picture}")
    print(picture)


if __name__ == "__main__":
    main()

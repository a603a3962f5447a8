#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes the workbook that both sides read: ROWS rows of an area's code and name, a date, six figures and a share.

    workbook.py FILE ROWS

As Excel writes: shared texts, styles, packed. Written by hand, so that neither side's library made it.
"""
import random
import sys
import zipfile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
COLUMNS = ["Kennziffer", "Gebiet", "Stichtag", "Insgesamt", "Männlich", "Weiblich", "Deutsche", "Ausländer", "Anteil"]


def relationships(entries):
    lines = [f'<Relationship Id="r{i}" Type="{RELATION}/{kind}" Target="{target}"/>'
             for i, (kind, target) in enumerate(entries, 1)]
    return f"{HEAD}<Relationships {PACKAGE}>{''.join(lines)}</Relationships>"


def rows(count, areas):
    chance = random.Random(1)
    shared = len(COLUMNS)
    header = "".join(f'<c r="{chr(65 + i)}1" t="s"><v>{i}</v></c>' for i in range(shared))
    yield f'<row r="1">{header}</row>'
    for row in range(2, count + 2):
        area = chance.randrange(areas)
        cells = [f'<c r="A{row}" t="s"><v>{shared + 2 * area}</v></c>',
                 f'<c r="B{row}" t="s"><v>{shared + 2 * area + 1}</v></c>',
                 f'<c r="C{row}" s="1"><v>{40000 + row % 5000}</v></c>']
        cells += [f'<c r="{letter}{row}"><v>{chance.randrange(100000)}</v></c>' for letter in "DEFGH"]
        cells.append(f'<c r="I{row}"><v>{chance.random() * 100!r}</v></c>')
        yield f'<row r="{row}">{"".join(cells)}</row>'


def main():
    file, count = sys.argv[1], int(sys.argv[2])
    areas = 400
    texts = COLUMNS + [text for area in range(areas) for text in (f"{area:05}", f"Landkreis Nummer {area}")]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        book.writestr("[Content_Types].xml",
                      f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      '<Default Extension="xml" ContentType="application/xml"/>'
                      + "".join(f'<Override PartName="/xl/{part}" ContentType="application/vnd.openxmlformats-'
                                f'officedocument.spreadsheetml.{kind}+xml"/>'
                                for part, kind in [("workbook.xml", "sheet.main"), ("styles.xml", "styles"),
                                                   ("sharedStrings.xml", "sharedStrings"),
                                                   ("worksheets/sheet1.xml", "worksheet")]) + "</Types>")
        book.writestr("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")]))
        book.writestr("xl/_rels/workbook.xml.rels",
                      relationships([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"),
                                     ("sharedStrings", "sharedStrings.xml")]))
        book.writestr("xl/workbook.xml", f'{HEAD}<workbook {MAIN} xmlns:r="{RELATION}"><sheets>'
                                         '<sheet name="Daten" sheetId="1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/styles.xml",
                      f'{HEAD}<styleSheet {MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
                      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                      '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>')
        book.writestr("xl/sharedStrings.xml", f'{HEAD}<sst {MAIN} count="{len(texts)}" uniqueCount="{len(texts)}">'
                      + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"{HEAD}<worksheet {MAIN}><sheetData>".encode())
            for row in rows(count, areas):
                sheet.write(row.encode())
            sheet.write(b"</sheetData></worksheet>")


if __name__ == "__main__":
    main()

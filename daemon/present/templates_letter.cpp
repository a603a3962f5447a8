// SPDX-License-Identifier: EUPL-1.2
// One column of at most 640 pixels. All style is inline; text and background stay the reader's own
// (color-scheme light dark), tints are translucent, and the few set colours come in pairs of at
// least 7:1, so the mail reads well in dark mode without any style sheet. No remote content.
#include "daemon/present/templates.hpp"

namespace tuermer::present {

const char* const letter_template = R"html(<!DOCTYPE html>
<html lang="{{language}}" style="color-scheme: light dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{subject}}</title>
</head>
<body style="margin: 0; padding: 0; -webkit-text-size-adjust: 100%">
<div lang="{{language}}" style="max-width: 640px; margin: 0 auto; padding: 24px 20px; font-family: 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif; font-size: 16px; line-height: 1.5">
<h1 style="margin: 0 0 16px; font-size: 20px; line-height: 1.3">{{title}}</h1>
{{#opening}}<p style="margin: 0 0 12px">{{.}}</p>
{{/opening}}
{{#accounts}}<section style="margin: 28px 0 0; padding: 20px 0 0; border-top: 3px solid {{accent}}">
<p style="margin: 0 0 8px; font-size: 14px"><strong style="display: inline-block; padding: 3px 10px; border-radius: 4px; background-color: {{accent}}; color: #ffffff">{{severity}} · {{frame}}</strong> <span style="display: inline-block; padding: 3px 4px">{{where}}</span></p>
<h2 style="margin: 0 0 12px; font-size: 22px; line-height: 1.3">{{account_title}}</h2>
{{#has_turn}}<p style="margin: 0 0 12px; padding: 12px 16px; border-radius: 6px; background-color: rgba(128, 128, 128, 0.16)">{{turn}}</p>
{{/has_turn}}{{#blocks}}{{> block}}{{/blocks}}{{#has_figures}}<table style="width: 100%; margin: 20px 0 0; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums">
<caption style="padding: 0 0 6px; text-align: left; font-size: 16px; font-weight: bold">{{figures_caption}}</caption>
<thead><tr>
<th scope="col" style="padding: 6px 8px 6px 0; border-bottom: 2px solid rgba(128, 128, 128, 0.6); text-align: left">{{area_heading}}</th>
<th scope="col" style="padding: 6px 8px; border-bottom: 2px solid rgba(128, 128, 128, 0.6); text-align: left">{{period_heading}}</th>
{{#has_counts}}<th scope="col" style="padding: 6px 8px; border-bottom: 2px solid rgba(128, 128, 128, 0.6); text-align: right">{{numerator_heading}}</th>
<th scope="col" style="padding: 6px 8px; border-bottom: 2px solid rgba(128, 128, 128, 0.6); text-align: right">{{denominator_heading}}</th>
{{/has_counts}}<th scope="col" style="padding: 6px 0 6px 8px; border-bottom: 2px solid rgba(128, 128, 128, 0.6); text-align: right">{{value_heading}}</th>
</tr></thead>
<tbody>
{{#figures}}<tr>
<th scope="row" style="padding: 6px 8px 6px 0; border-bottom: 1px solid rgba(128, 128, 128, 0.4); text-align: left; font-weight: normal">{{area}}</th>
<td style="padding: 6px 8px; border-bottom: 1px solid rgba(128, 128, 128, 0.4); text-align: left">{{period}}</td>
{{#has_counts}}<td style="padding: 6px 8px; border-bottom: 1px solid rgba(128, 128, 128, 0.4); text-align: right">{{numerator}}</td>
<td style="padding: 6px 8px; border-bottom: 1px solid rgba(128, 128, 128, 0.4); text-align: right">{{denominator}}</td>
{{/has_counts}}<td style="padding: 6px 0 6px 8px; border-bottom: 1px solid rgba(128, 128, 128, 0.4); text-align: right"><strong>{{value}}</strong></td>
</tr>
{{/figures}}</tbody>
</table>
{{/has_figures}}{{#has_png}}<p style="margin: 20px 0 0"><img src="cid:{{content_id}}" alt="{{alt}}" width="640" style="display: block; width: 100%; max-width: 640px; height: auto; border: 1px solid rgba(128, 128, 128, 0.4); border-radius: 6px; background-color: #ffffff; color: #1a1a1a"></p>
{{/has_png}}{{#no_png}}<p style="margin: 20px 0 0">{{missing}}</p>
<p style="margin: 8px 0 0">{{alt}}</p>
{{/no_png}}{{#has_command}}<p style="margin: 16px 0 0; font-size: 14px">{{command_label}} <code style="padding: 2px 6px; border-radius: 4px; background-color: rgba(128, 128, 128, 0.16); font-family: 'DejaVu Sans Mono', Consolas, monospace; overflow-wrap: anywhere">{{command}}</code></p>
{{/has_command}}</section>
{{/accounts}}{{#letter_blocks}}{{> block}}{{/letter_blocks}}{{#has_closing}}<div style="margin: 32px 0 0; padding: 16px 0 0; border-top: 1px solid rgba(128, 128, 128, 0.6)">
{{#closing}}<p style="margin: 0 0 12px">{{.}}</p>
{{/closing}}</div>
{{/has_closing}}<div style="margin: 20px 0 0; padding: 12px 0 0; border-top: 1px solid rgba(128, 128, 128, 0.4); font-size: 14px">
{{#footer}}<p style="margin: 0 0 6px; overflow-wrap: anywhere">{{.}}</p>
{{/footer}}</div>
</div>
</body>
</html>
)html";

} // namespace tuermer::present

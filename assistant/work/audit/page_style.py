"""The look of an audit's page: on a light or a dark screen, and on paper."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #555d66; --page: #ffffff; --ground: #e7eaee;
  --line: #c6ccd3; --p1: #1f5fa8; --p2: #7c8894; --p3: #b3541e; --p4: #6b4fa0; --p5: #2f7d5b; --p6: #9a7a12;
  --whole: #b9c9dc; --note: #fdf3d8; --note-line: #8a6a0a; --link: #174f8f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --quiet: #aab2bb; --page: #15181c;
  --ground: #2a3037; --line: #434b54; --p1: #7db4f0; --p2: #9aa5b1; --p3: #eb9a63; --p4: #b7a0ea; --p5: #79c9a4;
  --p6: #d9bd5c; --whole: #3c4f66; --note: #332b14; --note-line: #d9bd5c; --link: #8fc0f5; } }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--page);
  max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 0 0 .25rem; padding-bottom: .2rem; border-bottom: 2px solid var(--ink); break-after: avoid; }
h3 { font-size: 1rem; margin: 0; break-after: avoid; }
p { margin: .25rem 0; max-width: 48rem; }
section { margin-top: 2.2rem; } article { margin-top: 1.2rem; }
a { color: var(--link); }
.quiet, figcaption, dt { color: var(--quiet); font-size: .88rem; } .none { font-style: italic; }
.caution { background: var(--note); border-left: 4px solid var(--note-line); padding: .4rem .7rem; max-width: none; }
.about { margin: 1rem 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: .4rem 1.5rem; }
.about div { break-inside: avoid; } dt, dd { margin: 0; } dd { overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; margin: 0; list-style: none; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin-top: .4rem; font-variant-numeric: tabular-nums; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; overflow-wrap: anywhere; } thead th { color: var(--quiet); font-size: .85rem; vertical-align: bottom;
  overflow-wrap: normal; }
tbody th { min-width: 6rem; max-width: 18rem; font-weight: 500; } td { max-width: 24rem; overflow-wrap: break-word; }
.number { text-align: right; } .figure { white-space: nowrap; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.long td, .long th { padding-top: .08rem; padding-bottom: .08rem; }
.long .bar { display: inline-block; margin: 0 0 0 .8rem; vertical-align: -1px; }
.names { columns: 13rem; margin: .4rem 0 0; padding: 0; list-style: none; font-size: .92rem; }
.names li { break-inside: avoid; overflow-wrap: anywhere; }
svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.bar { display: block; margin-top: .15rem; } .over-time { width: 100%; height: auto; } figure { margin: .5rem 0 0; break-inside: avoid; }
.ground { fill: var(--ground); } .whole { fill: var(--whole); } .part { stroke: var(--page); stroke-width: 1; }
.p1 { fill: var(--p1); } .p2 { fill: var(--p2); } .p3 { fill: var(--p3); } .p4 { fill: var(--p4); } .p5 { fill: var(--p5); }
.p6 { fill: var(--p6); }
.interval { stroke: var(--ink); stroke-width: 1.5; fill: none; } .axis { stroke: var(--quiet); fill: none; }
.grid { stroke: var(--line); stroke-width: .6; fill: none; } .over-time text { fill: var(--quiet); font-size: 11px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@page { size: A4; margin: 14mm 13mm; }
@media print {
  :root { --ink: #000; --quiet: #444; --page: #fff; --ground: #e7eaee; --line: #bbb; --p1: #1f5fa8; --p2: #7c8894;
    --p3: #b3541e; --p4: #6b4fa0; --p5: #2f7d5b; --p6: #9a7a12; --whole: #b9c9dc; --note: #fff; --note-line: #000; }
  body { font-size: 9.5pt; max-width: none; padding: 0; } nav { display: none; } section { margin-top: 7mm; }
  .wide { overflow: visible; } th, td { padding-right: 3mm; } .caution { border: 1px solid #000; }
  .figure { white-space: normal; } .bar { min-width: 22mm; max-width: 100%; } thead th { min-width: 0; }
  article > p, thead { break-after: avoid; } tbody tr:first-child { break-before: avoid; }
  .wide table { font-size: 8.5pt; width: 100%; } tbody th { min-width: 28mm; } td { max-width: none; }
}
"""

"""How a digest looks in a browser and on paper; every colour of a text is at least 4.5 : 1 on what is behind it."""

STYLE = """\
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1b1b1b; --quiet: #565656; --link: #0b4f9e; --line: #c9c9c9;
  --note: #f3f3ef; --alarm: #8e1414; --alarm-page: #fdecec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171b; --text: #e7e7e7; --quiet: #adb1b8; --link: #8fbcff; --line: #43474e;
    --note: #202329; --alarm: #ffb4ab; --alarm-page: #3a1b1b;
  }
}
body {
  margin: 0 auto; padding: 1.5rem; max-width: 44rem; overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, sans-serif; background: var(--page); color: var(--text);
}
h1, h2, h3 { margin-bottom: 0.4rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
article { margin: 1.75rem 0; }
p { margin: 0.35rem 0; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
li { margin: 0.6rem 0; }
:target { outline: 2px solid var(--link); outline-offset: 4px; }
pre { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.2rem 0.5rem; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.warning { color: var(--alarm); background: var(--alarm-page); padding: 0 0.3rem; font-weight: 600; }
.note { margin: 0.6rem 0; padding: 0.4rem 0.9rem; background: var(--note); border-left: 4px solid var(--line); }
@media print {
  :root {
    --page: #ffffff; --text: #000000; --quiet: #404040; --link: #000000; --line: #808080;
    --note: #ffffff; --alarm: #000000; --alarm-page: #ffffff;
  }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  article, li { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  article h2 a::after, article h3 a::after { content: " (" attr(href) ")"; font-weight: 400; font-size: 0.8em; }
}
"""

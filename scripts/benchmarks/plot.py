"""A plot of bars as SVG."""

from xml.sax.saxutils import escape

LEFT, WIDTH, BAR, GAP, TOP = 270, 480, 22, 12, 46


def bars(path, title, values):
    """One bar for each (name, value, least, most), with a line from the least to the most."""
    top = max(most for _, _, _, most in values)
    height = TOP + len(values) * (BAR + GAP) + 10
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">'
        % (LEFT + WIDTH + 110, height),
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="12" y="26" font-size="15">%s</text>' % escape(title)]
    for i, (name, value, least, most) in enumerate(values):
        y = TOP + i * (BAR + GAP)
        middle = y + BAR / 2
        lines.append('<text x="%d" y="%.1f" text-anchor="end">%s</text>' % (LEFT - 8, middle + 4, escape(name)))
        lines.append('<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>' % (
            LEFT, y, WIDTH * value / top, BAR, "#2a6f97" if name.startswith("move") else "#a9b4bd"))
        lines.append('<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="#333"/>' % (
            LEFT + WIDTH * least / top, LEFT + WIDTH * most / top, middle, middle))
        lines.append('<text x="%.1f" y="%.1f">%s</text>' % (LEFT + WIDTH * most / top + 6, middle + 4, format(int(value), ",")))
    with open(path, "w") as file:
        file.write("\n".join(lines + ["</svg>\n"]))

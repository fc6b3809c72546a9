// The gate's errors on the Evaluation tab: false answers against false refusals at every threshold, the one in use marked.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { shape } = OnRecord.tools;
  const [WIDTH, HEIGHT, LEFT, TOP, SIDE] = [320, 260, 50, 22, 190]; // SIDE is the square of all shares

  const x = (share) => LEFT + share * SIDE;
  const y = (share) => TOP + (1 - share) * SIDE;
  const words = (x, y, text, anchor = "middle") => shape("text", { x, y, "text-anchor": anchor }, text);

  OnRecord.gatePicture = ({ picture, points, used: [refused, wrong] }) => {
    const svg = shape("svg", { class: "or-gate", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": picture });
    for (const share of [0, 0.5, 1]) {
      svg.append(shape("path", { class: "grid", d: `M${x(0)} ${y(share)}H${x(1)}M${x(share)} ${y(0)}V${y(1)}` }));
      svg.append(words(LEFT - 6, y(share) + 4, `${100 * share} %`, "end"), words(x(share), y(0) + 16, `${100 * share} %`));
    }
    svg.append(shape("polyline", { points: points.map(([a, b]) => `${x(a)},${y(b)}`).join(" ") }));
    svg.append(shape("circle", { cx: x(refused), cy: y(wrong), r: 6 }), words(x(refused) + 10, y(wrong) - 8, "in use", "start"));
    svg.append(words(LEFT, TOP - 9, "false answers", "start"), words(x(0.5), HEIGHT - 8, "false refusals"));
    return svg;
  };
})();

"""The shading programs (GLSL 3.30)."""

VERTEX = """#version 330
uniform mat4 VP, LP, AP, M;
in vec3 p; in vec3 n; in vec2 t; in float c;
out vec3 at, normal; out vec2 uv; out vec3 lamp, above; out float keep;
void main() {
  vec4 w = M * vec4(p, 1); at = w.xyz; normal = mat3(M) * n; uv = t; keep = c;
  lamp = (LP * w).xyz * .5 + .5; above = (AP * w).xyz * .5 + .5;
  gl_Position = VP * w;
}"""

FRAGMENT = """#version 330
uniform sampler2D picture; uniform sampler2DShadow shadow, contact;
uniform vec3 eye, key_at, fill_at, key_colour, fill_colour, sky_colour;
uniform vec4 lamp_box, above_box; uniform float shine, gloss, wrap, glow, level; uniform int fine;
in vec3 at, normal; in vec2 uv; in vec3 lamp, above; in float keep;
out vec4 colour;
void main() {
  if (keep < 0.) discard;
  vec3 N = normalize(normal), V = normalize(eye - at);
  if (!gl_FrontFacing && dot(N, V) < 0.) N = -N;
  vec3 base = pow(texture(picture, uv).rgb, vec3(2.2));
  vec3 to_key = normalize(key_at - at), to_fill = normalize(fill_at - at);
  // Full soft shadows near the person only; loops of one turn elsewhere save most of the time.
  bool near = all(greaterThan(lamp.xy, lamp_box.xy)) && all(lessThan(lamp.xy, lamp_box.zw));
  int taps = near ? fine : 1; float half_way = near ? fine * .5 - .5 : 0., lit = 0.;
  float apart = 6. / float(fine);  // the same width whatever the number
  for (int i = 0; i < taps; i++) for (int j = 0; j < taps; j++)
    lit += texture(shadow, vec3(lamp.xy + (vec2(i, j) - half_way) * apart / 2048., lamp.z - .0014));
  lit /= float(taps * taps);
  if (any(lessThan(lamp.xy, vec2(0.))) || any(greaterThan(lamp.xy, vec2(1.)))) lit = 1.;
  near = all(greaterThan(above.xy, above_box.xy)) && all(lessThan(above.xy, above_box.zw));
  taps = near ? fine - 1 : 1; half_way = near ? fine * .5 - 1. : 0.; float open = 0.;
  for (int i = 0; i < taps; i++) for (int j = 0; j < taps; j++)
    open += texture(contact,
                    vec3(above.xy + (vec2(i, j) - half_way) * 2.0 / 160., above.z - .004));
  open /= float(taps * taps);
  if (any(lessThan(above.xy, vec2(0.))) || any(greaterThan(above.xy, vec2(1.)))) open = 1.;
  float up = N.z * .5 + .5;
  float key = max(0., (dot(N, to_key) + wrap) / (1. + wrap));
  float fill = max(0., (dot(N, to_fill) + wrap) / (1. + wrap));
  vec3 ambient = mix(vec3(.21, .18, .16), vec3(.42, .44, .48), up) * sky_colour;
  ambient *= mix(.74, 1., clamp(at.z / .35, 0., 1.)) * mix(.55, 1., open);
  vec3 H = normalize(to_key + V);
  float spark = shine * pow(max(0., dot(N, H)), gloss) * lit;
  float rim = shine * .5 * pow(1. - max(0., dot(N, V)), 4.);
  vec3 light = ambient + key_colour * key * lit + fill_colour * fill * mix(.6, 1., open);
  vec3 sum = (base * light + key_colour * spark + rim * ambient) * level + base * glow;
  sum = sum / (1. + .18 * sum);
  colour = vec4(pow(clamp(sum, 0., 1.), vec3(1. / 2.2)), 1);
}"""

DEPTH_VERTEX = """#version 330
uniform mat4 LP, M; in vec3 p; in float c; out float keep;
void main() { keep = c; gl_Position = LP * (M * vec4(p, 1)); }"""

DEPTH_FRAGMENT = """#version 330
in float keep;
void main() { if (keep < 0.) discard; }"""

MASK_FRAGMENT = """#version 330
uniform float value; in float keep; out vec4 colour;
void main() { if (keep < 0.) discard; colour = vec4(value, value, value, 1); }"""

import * as THREE from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

const ROW = 14;

const clampLogit = (v) => Math.min(20, Math.max(-20, v));

/** Raw splat attributes -> display attributes. */
export function decode(buffer) {
  const raw = new Float32Array(buffer);
  const n = raw.length / ROW;
  const position = new Float32Array(3 * n);
  const scale = new Float32Array(3 * n);
  const color = new Float32Array(4 * n);
  for (let i = 0; i < n; i++) {
    const o = i * ROW;
    for (let k = 0; k < 3; k++) {
      position[3 * i + k] = raw[o + k];
      scale[3 * i + k] = Math.exp(raw[o + 3 + k]); //@ stable other
      color[4 * i + k] = 0.5 + 0.28209479177387814 * raw[o + 6 + k];
    }
    const e = Math.exp(clampLogit(raw[o + 9]));
    color[4 * i + 3] = e / (1 + e); //@ stable naive-sigmoid
  }
  return { n, position, scale, color };
}

// soft labels per splat for the segmentation overlay
export function labelBlend(features, palette) {
  const out = new THREE.Color(0, 0, 0);
  const w = features.map((f) => Math.exp(f)); //@ unstable naive-softmax
  const total = w.reduce((a, b) => a + b, 0);
  palette.forEach((c, i) => out.add(c.clone().multiplyScalar(w[i] / total)));
  return out;
}

export function softDepth(depths, sharpness = 50) {
  // smooth minimum along a ray
  let s = 0;
  for (const d of depths) s += Math.exp(-sharpness * d);
  return -Math.log(s) / sharpness; //@ unstable naive-logsumexp
}

export function smoothMin(a, b, k = 0.1) {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

export function opacityRegulariser(colors) {
  let loss = 0;
  for (let i = 3; i < colors.length; i += 4) {
    const a = Math.min(0.999, Math.max(0.001, colors[i] * 0.998 + 0.001));
    loss += a * (1 - a);
  }
  return loss;
}

const fragment = /* glsl */ `
  varying vec4 vColor;
  varying vec2 vPos;
  void main() {
    float a = -dot(vPos, vPos);
    if (a < -4.0) discard;
    float b = exp(a) * vColor.a;
    gl_FragColor = vec4(b * vColor.rgb, b);
  }
`;

const vertex = /* glsl */ `
  attribute vec4 tint;
  varying vec4 vColor;
  varying vec2 vPos;
  void main() {
    vColor = tint;
    vPos = position.xy;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
    gl_PointSize = 6.0;
  }
`;

export class Viewer {
  constructor(canvas) {
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true });
    this.camera = new THREE.PerspectiveCamera(60, canvas.width / canvas.height, 0.01, 100);
    this.camera.position.set(0, 1, 4);
    this.controls = new OrbitControls(this.camera, canvas);
    this.scene = new THREE.Scene();
    this.scene.fog = new THREE.FogExp2(0x222222, 0.05);
    this.clock = new THREE.Clock();
    this.target = new THREE.Vector3();
  }

  async load(url) {
    const { n, position, color } = decode(await (await fetch(url)).arrayBuffer());
    const geo = new THREE.BufferGeometry();
    geo.setAttribute('position', new THREE.BufferAttribute(position, 3));
    geo.setAttribute('tint', new THREE.BufferAttribute(color, 4));
    const mat = new THREE.ShaderMaterial({ vertexShader: vertex, fragmentShader: fragment, transparent: true });
    this.scene.add(new THREE.Points(geo, mat));
    console.log(`${n} splats, regulariser ${opacityRegulariser(color).toFixed(2)}`);
  }

  animate = () => {
    requestAnimationFrame(this.animate);
    const dt = this.clock.getDelta();
    this.controls.target.lerp(this.target, 1 - Math.exp(-8 * dt)); //@ stable other
    this.controls.update();
    this.renderer.render(this.scene, this.camera);
  };
}

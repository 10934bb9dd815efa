/* Read QR codes from the camera or from a photo: with the browser's own reader, or with the one in static/vendor. */
const PAUSE = 150;
const LARGEST = 1280;
let reader;

const own = async () => {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? "";
};
const vendored = async (address) => {
  const { decodeQR } = await import(address);
  return async (canvas, context) => {
    try { return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)); } catch { return ""; }
  };
};

/* Load the reader while there is a network. */
export const prepare = (address) => {
  reader ??= own().catch(() => null).then((found) => found ?? vendored(address)).catch((error) => { reader = undefined; throw error; });
  return reader;
};

const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });
const readFrom = async (source, width, height, address) => {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return (await prepare(address))(canvas, context);
};

export const readPhoto = async (file, address) => {
  const picture = await createImageBitmap(file);
  return readFrom(picture, picture.width, picture.height, address);
};

/* Call back with every code that is seen, until the function that is returned is called. */
export const watchCamera = async (video, address, found) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  let running = true;
  video.srcObject = stream;
  await video.play();
  const look = async () => {
    if (!running) return;
    if (video.videoWidth && !document.hidden) {
      const text = await readFrom(video, video.videoWidth, video.videoHeight, address).catch(() => "");
      if (text && running) found(text);
    }
    setTimeout(look, PAUSE);
  };
  look();
  return () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
};

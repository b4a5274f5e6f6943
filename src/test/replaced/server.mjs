// The way of the system before this one, as well as it can be done: an HTTP server that starts yt-dlp for
// each download and pipes what it says. Prints its own address. PYTHONPATH says where yt-dlp is.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { pipeline } from "node:stream";

const options = ["-q", "--no-warnings", "--no-playlist", "--no-part", "--no-cache-dir", "--ignore-config"];
// Certificates as the machine trusts them, which SSL_CERT_FILE may add to.
options.push("--compat-options", "no-certifi");
const faster = ["--buffer-size", "1M", "--no-resize-buffer", "-f", "best", "-o", "-"];

const server = createServer((request, response) => {
  const page = new URL(request.url, "http://localhost").searchParams.get("url");
  const command = ["-m", "yt_dlp", ...options, ...faster, page];
  const child = spawn("python3", command, { stdio: ["ignore", "pipe", "inherit"] });
  // Only when something comes is it known that there is a file.
  child.stdout.once("readable", () => response.writeHead(200, { "Content-Type": "video/mp4" }));
  child.on("error", (error) => response.destroy(error));
  pipeline(child.stdout, response, () => child.kill());
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

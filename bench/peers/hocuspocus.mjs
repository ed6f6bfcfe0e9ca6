/** Hocuspocus as it comes, in memory: no storage, no checks. Prints its port's line when it listens. */
import { Server } from "@hocuspocus/server";

const port = Number(process.argv[2]);
const server = new Server({ port, address: "127.0.0.1", quiet: true, stopOnSignals: true });
await server.listen();
console.log(`Listening on http://127.0.0.1:${port}`);

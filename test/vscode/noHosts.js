// Preloaded into VS Code's processes: every name but this machine's own is unknown, as in a network whose name server knows no OpenMind.
import dns from 'node:dns';

const { lookup } = dns;

dns.lookup = (hostname, options, callback) => {
	if (hostname === 'localhost' || /^[\d.]+$|:/.test(hostname)) {
		return lookup(hostname, options, callback);
	}
	const done = callback ?? options;
	const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
	process.nextTick(() => done(error));
	return {};
};

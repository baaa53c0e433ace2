// Files whose text never leaves the machine: the globs of `openmind.privacy.exclude`, judged the same way on every route.
import picomatch from 'picomatch';
import { OpenMindError } from '../errors';

/**
 * A path with forward slashes, as people write it: relative to the workspace folder, or of a file outside the absolute one. Or else the absolute path
 * of a file inside, which only a glob that begins at the root of the disk means: the folders that a workspace lies in say nothing of its files.
 */
export type FileName = string | { readonly onDisk: string };

/** Whether a file of that name is excluded. */
export type IsExcluded = (name: FileName) => boolean;

/**
 * A glob without a slash is matched against the file's name in any folder, one with a slash against the whole path from its start or from
 * any folder; a glob that ends in a slash means all that is below. Letter case is ignored, since some file systems do.
 */
export function createExclusion(globs: readonly string[]): IsExcluded {
	const matcher = (patterns: readonly string[]) => {
		const matchers = patterns.map(pattern => picomatch(pattern, { dot: true, nocase: true }));
		return (path: string) => {
			const clean = path.replaceAll('\\', '/').replace(/^\/+/, '');
			return matchers.some(matches => matches(clean));
		};
	};
	const isExcluded = matcher(globs.flatMap(patterns));
	const isExcludedOnDisk = matcher(globs.filter(glob => /^(?:[a-z]:)?\//i.test(glob.trim())).flatMap(fromStart));
	return name => (typeof name === 'string' ? isExcluded(name) : isExcludedOnDisk(name.onDisk));
}

/** What a glob of the setting means to the matcher; nothing when it is blank or only slashes. */
function patterns(glob: string): readonly string[] {
	return fromStart(glob).flatMap(named => (named.includes('/') ? [named, `**/${named}`] : [`**/${named}`]));
}

/** The same for a path that is matched from its start only. */
function fromStart(glob: string): readonly string[] {
	const trimmed = glob.trim().replace(/^\.?\/+/, '');
	if (/^\/*$/.test(trimmed)) {
		return [];
	}
	return [trimmed.endsWith('/') ? `${trimmed}**` : trimmed];
}

/** @throws OpenMindError `excludedFile` when a file of that name is excluded. */
export function refuseExcluded(isExcluded: IsExcluded, name: FileName): void {
	if (isExcluded(name)) {
		throw new OpenMindError('excludedFile', { path: typeof name === 'string' ? name : name.onDisk });
	}
}

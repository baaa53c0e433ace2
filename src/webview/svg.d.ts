// esbuild turns a picture into its own text (the `.svg` loader in esbuild.js).
declare module '*.svg' {
	const text: string;
	export default text;
}

declare module 'amd-module' {
  const self: { uri?: string } | undefined;
  export = self;
}

declare let __webpack_public_path__: string;

/** Your shop: `xiaopu share` prints the key. On a phone the gateway must be https and on the program's list of domains. */
module.exports = {
  gateway: 'http://127.0.0.1:8688',
  shop: 'xpk_…',
  // The app admitted your account to its payments; without it goods are only shown outside of WeChat.
  admitted: false,
}

/// How a port is spoken to.
package enum URLScheme: String, WireEnum {
  case http = "HTTP"
  case https = "HTTPS"
}

package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.parse("10.0.0.0/8, 192.0.2.1, 2001:db8:1::/48, ::1");

  private static String client(
      String peer, @Nullable String forwardedFor, @Nullable String forwarded) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(peer), 1);
      InetAddress client =
          PROXIES.client(new Origin(() -> new Peer(address), forwardedFor, forwarded));
      return Objects.requireNonNull(client).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9     | 198.51.100.7                          | 203.0.113.9",
        "10.1.2.3        | 198.51.100.7                          | 198.51.100.7",
        "192.0.2.1       | 198.51.100.7                          | 198.51.100.7",
        "192.0.2.2       | 198.51.100.7                          | 192.0.2.2",
        "::1             | 198.51.100.7                          | 198.51.100.7",
        "::ffff:10.1.2.3 | 198.51.100.7                          | 198.51.100.7",
        "2001:db8:1::5   | 2001:db8:2::1                         | 2001:db8:2:0:0:0:0:1",
        "2001:db8:2::5   | 198.51.100.7                          | 2001:db8:2:0:0:0:0:5",
        // The last that is no proxy of ours wins; what is before it may be made up.
        "10.1.2.3        | 1.1.1.1, 198.51.100.7                 | 198.51.100.7",
        "10.1.2.3        | 1.1.1.1, 198.51.100.7, 10.9.9.9       | 198.51.100.7",
        "10.1.2.3        | 198.51.100.7 , 10.9.9.9 ,10.8.8.8     | 198.51.100.7",
        "10.1.2.3        | 10.7.7.7, 10.9.9.9                    | 10.7.7.7",
        // With ports and brackets.
        "10.1.2.3        | 198.51.100.7:4711                     | 198.51.100.7",
        "10.1.2.3        | [2001:db8:2::1]:4711                  | 2001:db8:2:0:0:0:0:1",
        // What is no address says nothing: the proxy that passed it on is as far as we know.
        "10.1.2.3        | 198.51.100.7, unknown                 | 10.1.2.3",
        "10.1.2.3        | 198.51.100.7, localhost, 10.9.9.9     | 10.9.9.9",
        "10.1.2.3        | example.com                           | 10.1.2.3",
        "10.1.2.3        | 1                                     | 10.1.2.3",
        "10.1.2.3        | 256.1.1.1                             | 10.1.2.3",
        "10.1.2.3        | 1.1.1.256                             | 10.1.2.3",
        // Octal to some, decimal to others.
        "10.1.2.3        | 198.51.100.07                         | 10.1.2.3",
        "10.1.2.3        | 1.1.1                                 | 10.1.2.3",
        "10.1.2.3        | ::g                                   | 10.1.2.3",
        "10.1.2.3        | fe80::1%lo                            | 10.1.2.3",
        "10.1.2.3        | 198.51.100.7,                         | 10.1.2.3",
        "10.1.2.3        | ''                                    | 10.1.2.3",
      })
  void x_forwarded_for_is_believed_from_proxies_alone(
      String peer, String forwardedFor, String client) {
    assertThat(client(peer, forwardedFor, null)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "203.0.113.9 | for=198.51.100.7                                       | 203.0.113.9",
        "10.1.2.3    | for=198.51.100.7                                       | 198.51.100.7",
        "10.1.2.3    | For=\"198.51.100.7:4711\";proto=https;by=10.1.2.3      | 198.51.100.7",
        "10.1.2.3    | proto=http; FOR = \"[2001:db8:2::1]:4711\"             |"
            + " 2001:db8:2:0:0:0:0:1",
        "10.1.2.3    | for=1.1.1.1, for=198.51.100.7;by=x, for=10.9.9.9       | 198.51.100.7",
        "10.1.2.3    | for=198.51.100.7, for=_hidden                          | 10.1.2.3",
        "10.1.2.3    | for=198.51.100.7, for=unknown                          | 10.1.2.3",
        "10.1.2.3    | for=198.51.100.7, proto=https                          | 10.1.2.3",
        "10.1.2.3    | before=198.51.100.7                                    | 10.1.2.3",
        "10.1.2.3    | for=\"198.51.100.7                                     | 10.1.2.3",
      })
  void forwarded_is_believed_from_proxies_alone(String peer, String forwarded, String client) {
    assertThat(client(peer, null, forwarded)).isEqualTo(client);
  }

  @Test
  void where_the_two_headers_differ_neither_is_believed() {
    assertThat(client("10.1.2.3", "198.51.100.7", "for=198.51.100.7")).isEqualTo("198.51.100.7");
    assertThat(client("10.1.2.3", "198.51.100.7", "for=1.1.1.1")).isEqualTo("10.1.2.3");
    assertThat(client("10.1.2.3", "1.1.1.1", "for=198.51.100.7")).isEqualTo("10.1.2.3");
  }

  @Test
  void a_very_long_header_is_read_from_its_end() {
    assertThat(client("10.1.2.3", "1.1.1.1,".repeat(2_000) + "198.51.100.7", null))
        .isEqualTo("198.51.100.7");
    assertThat(client("10.1.2.3", ",".repeat(16_000), null)).isEqualTo("10.1.2.3");
  }

  @Test
  void a_socket_in_the_file_system_has_no_address() {
    Origin origin = new Origin(() -> new Peer(UnixDomainSocketAddress.of("a")), "1.1.1.1", null);
    assertThat(PROXIES.client(origin)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "proxy.example.com",
        "localhost",
        "10.0.0",
        "2001:db8::/129",
        "2001:db8::1/32",
        "10.0.0.0/8,",
        ",",
        "10.0.0.0/8;"
      })
  void what_is_neither_an_address_nor_a_range_is_refused(String list) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.parse(list))
        .withMessageContaining("neither an address nor a range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "0.0.0.0/0", "::/0", "10.0.0.0/9,10.128.0.0/9", "::1 , 10.1.1.1/32"})
  void a_list_may_be_empty_and_have_spaces(String list) {
    assertThat(TrustedProxies.parse(list)).isNotNull();
  }
}

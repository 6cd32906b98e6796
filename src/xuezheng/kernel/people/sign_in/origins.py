"""Where a request comes from, as networks that count as one."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str, *, prefixes: Mapping[str, int]) -> str:
    """The network of an address: '10.1.2.3' with ipv4 24 gives '10.1.2.0/24'. What is no address counts as one."""
    try:
        parsed = ip_address(address.split("%", 1)[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ip_network(f"{parsed}/{prefixes[f'ipv{parsed.version}']}", strict=False))

namespace TaskBoard.Native;

/// <summary>Names for the numbers that <c>statfs</c> gives (<c>linux/magic.h</c> and the file systems' own sources).</summary>
internal static class LinuxFileSystems
{
    public static string NameOf(uint type) => type switch
    {
        0xEF53 => "ext4",
        0x58465342 => "xfs",
        0x9123683E => "btrfs",
        0x2FC12FC1 => "zfs",
        0xF2F52010 => "f2fs",
        0x01021994 => "tmpfs",
        0x858458F6 => "ramfs",
        0x794C7630 => "overlay",
        0x6969 => "nfs",
        0xFF534D42 => "cifs",
        0xFE534D42 => "smb2",
        0x517B => "smb",
        0x01021997 => "9p",
        0x65735546 => "fuse",
        0x786F4256 => "vboxsf",
        0x4D44 => "vfat",
        0x2011BAB0 => "exfat",
        0x7366746E => "ntfs3",
        0xCA451A4E => "bcachefs",
        0x00C36400 => "ceph",
        0x01161970 => "gfs2",
        0x7461636F => "ocfs2",
        _ => "unknown",
    };
}

//! What is on the disk is for the service's user alone, whatever the user's mask and whoever made the folder.

use std::{
    fs::{DirBuilder, OpenOptions, Permissions},
    io::{Error, ErrorKind},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// What group and others may do.
const OTHERS: u32 = 0o077;

/// Makes the folder where it is not there.
pub(crate) fn folder(folder: &Path) -> Result<(), Error> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a SQLite file where it is not there, and closes it and what lies beside it to others. SQLite gives the files
/// that it makes beside it later the same mode.
pub(crate) fn sqlite_file(file: &Path) -> Result<(), Error> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        Ok(_) | Err(_) => {}
    }
    for path in with_those_beside(file) {
        let Ok(found) = std::fs::metadata(&path) else { continue };
        let mode = found.permissions().mode();
        if mode & OTHERS == 0 {
            continue;
        }
        // Served all the same: on a disk that takes no writes the cases can still be read.
        if let Err(error) = std::fs::set_permissions(&path, Permissions::from_mode(mode & 0o700)) {
            tracing::warn!(path = %path.display(), %error, "this file cannot be closed to other users of the machine");
        }
    }
    Ok(())
}

/// The file and those that SQLite keeps beside it.
pub(crate) fn with_those_beside(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        path.into()
    })
}

//! A dump of MySQL or MariaDB (`mysqldump`, phpMyAdmin) to tables: a tokenizer that reads once through the file and holds no
//! statement, only the values of the tables that are wanted.

use std::io::{self, BufRead};

use crate::transfer::spip::tables::Read;

/// The longest text, in bytes: what a LONGTEXT of a site never has.
const LONGEST: usize = 16 * 1024 * 1024;
/// Words that begin something other than a column in CREATE TABLE.
const NO_COLUMNS: [&str; 9] =
    ["PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FULLTEXT", "FOREIGN", "CHECK", "SPATIAL"];

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Name(String),
    Text(Vec<u8>),
    Number(String),
    Mark(u8),
    End,
}

struct Lexer<R> {
    input: R,
    line: usize,
}

/// Reads the tables whose names are wanted.
///
/// # Errors
/// Those of reading; a dump that ends in the middle of a statement, or a text that is far too long, by line.
pub(super) fn read(input: impl BufRead, wanted: impl Fn(&str) -> bool) -> io::Result<Vec<Read>> {
    let mut lexer = Lexer { input, line: 1 };
    let mut tables: Vec<Read> = Vec::new();
    loop {
        match lexer.next()? {
            Token::End => return Ok(tables),
            Token::Word(word) if word.eq_ignore_ascii_case("CREATE") => lexer.create(&mut tables, &wanted)?,
            Token::Word(word) if word.eq_ignore_ascii_case("INSERT") || word.eq_ignore_ascii_case("REPLACE") => {
                lexer.insert(&mut tables, &wanted)?;
            }
            Token::Mark(b';') => {}
            _ => lexer.skip_statement()?,
        }
    }
}

impl<R: BufRead> Lexer<R> {
    fn create(&mut self, tables: &mut Vec<Read>, wanted: impl Fn(&str) -> bool) -> io::Result<()> {
        let mut name = None;
        loop {
            match self.next()? {
                Token::Word(word)
                    if ["TABLE", "IF", "NOT", "EXISTS", "TEMPORARY"].iter().any(|it| word.eq_ignore_ascii_case(it)) => {
                }
                Token::Name(it) | Token::Word(it) => name = Some(it),
                Token::Mark(b'(') => break,
                Token::Mark(b'.') => {}
                Token::Mark(b';') => return Ok(()),
                Token::End => return Err(self.cut()),
                _ => return self.skip_statement(),
            }
        }
        let (mut depth, mut begins, mut columns) = (1_usize, true, Vec::new());
        while depth > 0 {
            match self.next()? {
                Token::End => return Err(self.cut()),
                Token::Mark(b'(') => depth += 1,
                Token::Mark(b')') => depth -= 1,
                Token::Mark(b',') if depth == 1 => {
                    begins = true;
                    continue;
                }
                Token::Name(it) if begins => columns.push(it),
                Token::Word(it) if begins && !NO_COLUMNS.iter().any(|no| it.eq_ignore_ascii_case(no)) => {
                    columns.push(it)
                }
                _ => {}
            }
            begins = false;
        }
        if let Some(name) = name.filter(|it| wanted(it)) {
            tables.push((name, columns, Vec::new()));
        }
        self.skip_statement()
    }

    fn insert(&mut self, tables: &mut Vec<Read>, wanted: impl Fn(&str) -> bool) -> io::Result<()> {
        let (mut name, mut named) = (String::new(), None);
        loop {
            match self.next()? {
                Token::Word(word)
                    if ["INTO", "IGNORE", "LOW_PRIORITY", "DELAYED"].iter().any(|it| word.eq_ignore_ascii_case(it)) => {
                }
                Token::Word(word) if ["VALUES", "VALUE"].iter().any(|it| word.eq_ignore_ascii_case(it)) => break,
                Token::Name(it) | Token::Word(it) => name = it,
                Token::Mark(b'(') => named = Some(self.names()?),
                Token::Mark(b'.') => {}
                Token::Mark(b';') => return Ok(()),
                Token::End => return Err(self.cut()),
                _ => return self.skip_statement(),
            }
        }
        let wanted = wanted(&name);
        let place = tables.iter().position(|it| it.0 == name);
        let columns = named.or_else(|| place.map(|at| tables[at].1.clone())).unwrap_or_default();
        loop {
            match self.next()? {
                Token::Mark(b'(') => {
                    let row = self.row(wanted)?;
                    if wanted {
                        keep(tables, &name, &columns, row);
                    }
                }
                Token::Mark(b',') => {}
                Token::Mark(b';') => return Ok(()),
                Token::End => return Err(self.cut()),
                _ => return self.skip_statement(),
            }
        }
    }

    fn names(&mut self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        loop {
            match self.next()? {
                Token::Name(it) | Token::Word(it) => names.push(it),
                Token::Mark(b')') => return Ok(names),
                Token::End => return Err(self.cut()),
                _ => {}
            }
        }
    }

    fn row(&mut self, kept: bool) -> io::Result<Vec<Option<Vec<u8>>>> {
        let (mut row, mut value, mut sign, mut depth) = (Vec::new(), None, "", 0_usize);
        loop {
            match self.next()? {
                Token::Text(bytes) => value = Some(bytes),
                Token::Number(digits) => value = Some(format!("{sign}{digits}").into_bytes()),
                Token::Mark(b'-') => sign = "-",
                Token::Mark(b'(') => depth += 1,
                Token::Mark(b')') if depth > 0 => depth -= 1,
                Token::Mark(mark @ (b',' | b')')) if depth == 0 => {
                    if kept {
                        row.push(value.take());
                    }
                    (value, sign) = (None, "");
                    if mark == b')' {
                        return Ok(row);
                    }
                }
                Token::End => return Err(self.cut()),
                // NULL, and words that say how a text is written, such as _binary
                Token::Word(_) | Token::Name(_) | Token::Mark(_) => {}
            }
        }
    }

    fn skip_statement(&mut self) -> io::Result<()> {
        loop {
            match self.next()? {
                Token::Mark(b';') | Token::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> io::Result<Token> {
        loop {
            let Some(it) = self.byte()? else { return Ok(Token::End) };
            return Ok(match it {
                b' ' | b'\t' | b'\r' | b'\n' => continue,
                b'#' => {
                    self.until_line_end()?;
                    continue;
                }
                b'-' if self.peek()? == Some(b'-') => {
                    self.until_line_end()?;
                    continue;
                }
                b'/' if self.peek()? == Some(b'*') => {
                    self.comment()?;
                    continue;
                }
                b'\'' => Token::Text(self.quoted(b'\'', true)?),
                b'"' => Token::Text(self.quoted(b'"', true)?),
                b'`' => Token::Name(String::from_utf8_lossy(&self.quoted(b'`', false)?).into_owned()),
                it if it.is_ascii_digit() => {
                    let rest = self.run(it)?;
                    match rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X")) {
                        Some(digits) => Token::Text(self.hexadecimal(digits)?),
                        None => Token::Number(rest),
                    }
                }
                b'.' if self.peek()?.is_some_and(|it| it.is_ascii_digit()) => Token::Number(self.run(it)?),
                it if it.is_ascii_alphabetic() || it == b'_' || it >= 0x80 => {
                    let word = self.run(it)?;
                    if word.eq_ignore_ascii_case("x") && self.peek()? == Some(b'\'') {
                        self.byte()?;
                        let digits = self.quoted(b'\'', false)?;
                        Token::Text(self.hexadecimal(&String::from_utf8_lossy(&digits))?)
                    } else {
                        Token::Word(word)
                    }
                }
                other => Token::Mark(other),
            });
        }
    }

    /// A word or a number that began with `first`; an exponent may have a sign.
    fn run(&mut self, first: u8) -> io::Result<String> {
        let mut run = vec![first];
        while let Some(next) = self.peek()? {
            let in_number = first.is_ascii_digit() || first == b'.';
            let is_sign = in_number && matches!(next, b'+' | b'-') && matches!(run.last(), Some(b'e' | b'E'));
            let fits = next.is_ascii_alphanumeric()
                || next == b'_'
                || next == b'$'
                || next >= 0x80
                || (in_number && next == b'.');
            if !(fits || is_sign) {
                break;
            }
            run.push(next);
            self.byte()?;
            if run.len() > LONGEST {
                return Err(self.wrong("a word is far too long"));
            }
        }
        Ok(String::from_utf8_lossy(&run).into_owned())
    }

    fn quoted(&mut self, end: u8, escapes: bool) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        loop {
            let Some(it) = self.byte()? else { return Err(self.cut()) };
            if it == end {
                if self.peek()? != Some(end) {
                    return Ok(text);
                }
                self.byte()?;
                text.push(end);
            } else if it == b'\\' && escapes {
                let Some(next) = self.byte()? else { return Err(self.cut()) };
                match next {
                    b'0' => text.push(0),
                    b'b' => text.push(8),
                    b'n' => text.push(b'\n'),
                    b'r' => text.push(b'\r'),
                    b't' => text.push(b'\t'),
                    b'Z' => text.push(0x1a),
                    b'%' | b'_' => text.extend([b'\\', next]),
                    other => text.push(other),
                }
            } else {
                text.push(it);
            }
            if text.len() > LONGEST {
                return Err(self.wrong("a text is longer than 16 MiB"));
            }
        }
    }

    fn hexadecimal(&self, digits: &str) -> io::Result<Vec<u8>> {
        data_encoding::HEXUPPER_PERMISSIVE
            .decode(digits.as_bytes())
            .map_err(|_| self.wrong("a value in hexadecimal digits cannot be read"))
    }

    fn until_line_end(&mut self) -> io::Result<()> {
        while self.byte()?.is_some_and(|it| it != b'\n') {}
        Ok(())
    }

    fn comment(&mut self) -> io::Result<()> {
        let mut last = 0;
        while let Some(it) = self.byte()? {
            if last == b'*' && it == b'/' {
                return Ok(());
            }
            last = it;
        }
        Err(self.cut())
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let next = self.peek()?;
        if let Some(it) = next {
            self.input.consume(1);
            self.line += usize::from(it == b'\n');
        }
        Ok(next)
    }

    fn cut(&self) -> io::Error {
        self.wrong("the dump ends in the middle of a statement: it was not copied to its end")
    }

    fn wrong(&self, what: &str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, format!("line {}: {what}", self.line))
    }
}

/// Puts a row into its table, in the order of the columns that the table was made with.
fn keep(tables: &mut Vec<Read>, name: &str, columns: &[String], row: Vec<Option<Vec<u8>>>) {
    let place = tables.iter().position(|it| it.0 == name).unwrap_or_else(|| {
        tables.push((name.to_owned(), columns.to_vec(), Vec::new()));
        tables.len() - 1
    });
    let Some(table) = tables.get_mut(place) else { return };
    if table.1.as_slice() == columns {
        table.2.push(row);
        return;
    }
    let mut row: Vec<(&String, Option<Vec<u8>>)> = columns.iter().zip(row).collect();
    let value = |column: &String| row.iter_mut().find(|(name, _)| *name == column).and_then(|(_, value)| value.take());
    let ordered = table.1.iter().map(value).collect();
    table.2.push(ordered);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(dump: &str) -> Vec<Vec<Option<String>>> {
        let tables = read(dump.as_bytes(), |it| it == "t").unwrap();
        let text = |it: Option<Vec<u8>>| it.map(|it| String::from_utf8(it).unwrap());
        tables.into_iter().flat_map(|it| it.2).map(|row| row.into_iter().map(text).collect()).collect()
    }

    #[test]
    fn every_way_to_write_a_value_is_read() {
        let dump = r"/*!40101 SET NAMES utf8mb4 */;
            -- a comment; with a semicolon
            CREATE TABLE `t` (`a` int(11) NOT NULL DEFAULT 0 COMMENT 'x, y', b text, PRIMARY KEY (`a`), KEY `b` (`b`(10))) ENGINE=InnoDB;
            INSERT INTO `t` VALUES (1,'it\'s ''so''\n\\'),(-2,NULL),
            (3.5e-2,0x4142),(4,_binary 'x'),(5,X'4344');
            INSERT INTO `other` VALUES (1,'INSERT INTO `t` VALUES (9)');
            INSERT INTO t (b, a) VALUES ('ok', 6);";
        let said = |it: &str| Some(it.to_owned());
        assert_eq!(
            values(dump),
            [
                [said("1"), said("it's 'so'\n\\")],
                [said("-2"), None],
                [said("3.5e-2"), said("AB")],
                [said("4"), said("x")],
                [said("5"), said("CD")],
                [said("6"), said("ok")],
            ]
        );
    }

    #[test]
    fn a_dump_that_is_cut_says_where() {
        let cut = read("CREATE TABLE t (a text);\nINSERT INTO t VALUES ('abc".as_bytes(), |_| true).unwrap_err();
        assert!(cut.to_string().contains("line 2") && cut.to_string().contains("not copied to its end"), "{cut}");
    }

    #[test]
    fn columns_are_those_of_the_table() {
        let tables =
            read("CREATE TABLE IF NOT EXISTS `d`.`t` (`a` int, `b` enum('x','y'), UNIQUE KEY (a));".as_bytes(), |_| {
                true
            });
        assert_eq!(tables.unwrap()[0].1, ["a", "b"]);
    }
}
